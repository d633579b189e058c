-- First light: shops, the inbox and outbox, facts about orders, creators and codes, attribution, and the figures pages read.
-- Tables come from schema.prisma; what Prisma cannot say (roles, row-level security, exclusion, checks) stands before and after them.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Two roles that own nothing and may not log in. Roles belong to the cluster, so another database may have made them.
DO $$
DECLARE role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['tributary_app', 'tributary_system'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT NOBYPASSRLS', role_name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END LOOP;
END $$;

-- Whose rows a transaction may touch. Unset is a bug, so it raises: silence would look like an empty shop.
CREATE FUNCTION current_shop() RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE shop text := nullif(current_setting('app.shop_id', true), '');
BEGIN
  IF shop IS NULL THEN
    RAISE EXCEPTION 'app.shop_id is not set: reach a shop''s tables through inShop or readShop' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN shop;
END $$;

-- Rises with every change that an open page may want to see.
CREATE SEQUENCE revision;

-- CreateTable
CREATE TABLE "shop" (
    "id" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "hash_key" BYTEA NOT NULL,
    "installed_at" TIMESTAMPTZ(3) NOT NULL,
    "uninstalled_at" TIMESTAMPTZ(3),

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "is_online" BOOLEAN NOT NULL,
    "scope" TEXT,
    "expires" TIMESTAMPTZ(3),
    "stored_at" TIMESTAMPTZ(3) NOT NULL,
    "secrets" BYTEA NOT NULL,
    "refresh_token_expires" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "id" BIGSERIAL NOT NULL,
    "shop_domain" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "event_id" TEXT,
    "api_version" TEXT,
    "triggered_at" TIMESTAMPTZ(3),
    "body" BYTEA NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "run_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "run_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "leased_until" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "creator" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "mailbox_hash" TEXT,
    "customer_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "creator_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "creator_pause" (
    "shop_id" TEXT NOT NULL,
    "creator_id" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3),

    CONSTRAINT "creator_pause_pkey" PRIMARY KEY ("shop_id","creator_id","from_at")
);

-- CreateTable
CREATE TABLE "code" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "creator_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value_kind" TEXT NOT NULL,
    "basis_points" INTEGER,
    "amount_minor" BIGINT,
    "currency" TEXT,
    "discount_id" TEXT,
    "state" TEXT NOT NULL DEFAULT 'creating',
    "problem" TEXT,
    "held_from" TIMESTAMPTZ(3) NOT NULL,
    "held_to" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revision" BIGINT NOT NULL DEFAULT nextval('revision'),

    CONSTRAINT "code_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "customer" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "customer_email" (
    "shop_id" TEXT NOT NULL,
    "email_hash" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,

    CONSTRAINT "customer_email_pkey" PRIMARY KEY ("shop_id","email_hash","customer_id")
);

-- CreateTable
CREATE TABLE "orders" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "instant" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "processed_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),
    "content_hash" TEXT NOT NULL,
    "is_test" BOOLEAN NOT NULL,
    "financial_status" TEXT NOT NULL,
    "source_name" TEXT,
    "currency" TEXT NOT NULL,
    "taxes_included" BOOLEAN NOT NULL,
    "buyer_id" TEXT,
    "email_hash" TEXT,
    "mailbox_hashes" TEXT[],
    "customer_id" TEXT,
    "landing_site" TEXT,
    "referring_site" TEXT,
    "visits" TEXT[],
    "net_before" BIGINT NOT NULL,
    "net" BIGINT NOT NULL,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "order_line" (
    "shop_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "product_id" TEXT,
    "variant_id" TEXT,
    "title" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "current_quantity" INTEGER NOT NULL,
    "price" BIGINT NOT NULL,
    "discount" BIGINT NOT NULL,
    "tax" BIGINT NOT NULL,
    "is_gift_card" BOOLEAN NOT NULL,
    "is_tip" BOOLEAN NOT NULL,
    "net_before" BIGINT NOT NULL,
    "net" BIGINT NOT NULL,

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("shop_id","order_id","line_id")
);

-- CreateTable
CREATE TABLE "order_code" (
    "shop_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "discount" BIGINT NOT NULL,

    CONSTRAINT "order_code_pkey" PRIMARY KEY ("shop_id","order_id","position")
);

-- CreateTable
CREATE TABLE "refund" (
    "shop_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "refund_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "lines" JSONB NOT NULL,
    "adjustments" JSONB NOT NULL,

    CONSTRAINT "refund_pkey" PRIMARY KEY ("shop_id","order_id","refund_id")
);

-- CreateTable
CREATE TABLE "attribution" (
    "shop_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "creator_id" TEXT,
    "otherwise_id" TEXT,
    "because" TEXT NOT NULL,
    "touches" JSONB NOT NULL,
    "instant" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "customer_id" TEXT,
    "is_counted" BOOLEAN NOT NULL,
    "net" BIGINT NOT NULL,
    "refunded" BIGINT NOT NULL,
    "revision" BIGINT NOT NULL DEFAULT nextval('revision'),

    CONSTRAINT "attribution_pkey" PRIMARY KEY ("shop_id","order_id")
);

-- CreateTable
CREATE TABLE "figures" (
    "shop_id" TEXT NOT NULL,
    "credited" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "orders" INTEGER NOT NULL DEFAULT 0,
    "customers" INTEGER NOT NULL DEFAULT 0,
    "net" BIGINT NOT NULL DEFAULT 0,
    "refunded" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "figures_pkey" PRIMARY KEY ("shop_id","credited","currency")
);

-- CreateTable
CREATE TABLE "figures_customer" (
    "shop_id" TEXT NOT NULL,
    "credited" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "orders" INTEGER NOT NULL,

    CONSTRAINT "figures_customer_pkey" PRIMARY KEY ("shop_id","credited","currency","customer_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "shop_domain_key" ON "shop"("domain");

-- CreateIndex
CREATE INDEX "session_shop_idx" ON "session"("shop");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_shop_domain_topic_webhook_id_key" ON "inbox"("shop_domain", "topic", "webhook_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_shop_id_kind_key_key" ON "outbox"("shop_id", "kind", "key");

-- CreateIndex
CREATE INDEX "code_shop_id_creator_id_idx" ON "code"("shop_id", "creator_id");

-- CreateIndex
CREATE INDEX "code_shop_id_revision_idx" ON "code"("shop_id", "revision" DESC);

-- CreateIndex
CREATE INDEX "attribution_shop_id_revision_idx" ON "attribution"("shop_id", "revision" DESC);

-- CreateIndex
CREATE INDEX "orders_shop_id_email_hash_idx" ON "orders"("shop_id", "email_hash");

-- CreateIndex
CREATE INDEX "order_code_shop_id_key_idx" ON "order_code"("shop_id", "key");

-- CreateIndex
CREATE INDEX "attribution_shop_id_creator_id_instant_order_id_idx" ON "attribution"("shop_id", "creator_id", "instant" DESC, "order_id" DESC);

-- AddForeignKey
ALTER TABLE "creator_pause" ADD CONSTRAINT "creator_pause_shop_id_creator_id_fkey" FOREIGN KEY ("shop_id", "creator_id") REFERENCES "creator"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "code" ADD CONSTRAINT "code_shop_id_creator_id_fkey" FOREIGN KEY ("shop_id", "creator_id") REFERENCES "creator"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "orders"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_code" ADD CONSTRAINT "order_code_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "orders"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attribution" ADD CONSTRAINT "attribution_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "orders"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attribution" ADD CONSTRAINT "attribution_shop_id_creator_id_fkey" FOREIGN KEY ("shop_id", "creator_id") REFERENCES "creator"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;


CREATE INDEX "attribution_shop_id_instant_order_id_idx" ON "attribution"("shop_id", "instant" DESC, "order_id" DESC);
CREATE INDEX "orders_shop_id_customer_id_idx" ON "orders"("shop_id", "customer_id");

-- A queue is read from its waiting end; the inbox shop by shop, so that one shop's flood does not keep another waiting.
CREATE INDEX "inbox_waiting" ON "inbox" ("shop_domain", "run_at", "id") WHERE "state" = 'waiting';
CREATE INDEX "outbox_waiting" ON "outbox" ("run_at", "id") WHERE "state" = 'waiting';

ALTER TABLE "inbox" ADD CHECK ("state" IN ('waiting', 'applied', 'quarantined', 'parked'));
ALTER TABLE "outbox" ADD CHECK ("state" IN ('waiting', 'done', 'failed'));
ALTER TABLE "outbox" ADD FOREIGN KEY ("shop_id") REFERENCES "shop" ("id");

ALTER TABLE "code" ADD CHECK ("state" IN ('creating', 'active', 'refused'));
ALTER TABLE "code" ADD CHECK (
  ("value_kind" = 'percent' AND "basis_points" BETWEEN 1 AND 10000 AND "amount_minor" IS NULL AND "currency" IS NULL)
  OR ("value_kind" = 'amount' AND "amount_minor" > 0 AND "currency" IS NOT NULL AND "basis_points" IS NULL)
);
ALTER TABLE "code" ADD CONSTRAINT "code_held_once"
  EXCLUDE USING gist ("shop_id" WITH =, "key" WITH =, tstzrange("held_from", "held_to") WITH &&) WHERE ("state" <> 'refused');
ALTER TABLE "creator_pause" ADD CONSTRAINT "creator_paused_once"
  EXCLUDE USING gist ("shop_id" WITH =, "creator_id" WITH =, tstzrange("from_at", "to_at") WITH &&);

ALTER TABLE "orders" ADD CHECK ("net" >= 0 AND "net_before" >= 0);

-- Row-level security: forced on every table of a shop, one policy each.
DO $$
DECLARE table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY[
    'creator', 'creator_pause', 'code', 'customer', 'customer_email', 'orders', 'order_line', 'order_code', 'refund',
    'attribution', 'figures', 'figures_customer'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', table_name);
    EXECUTE format('CREATE POLICY own_shop ON %I USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop())', table_name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO tributary_app', table_name);
  END LOOP;
END $$;

-- The app asks for work in its own shop's name and sees none of it; only the system reads and settles the queues.
ALTER TABLE "outbox" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_shop ON "outbox" FOR INSERT TO tributary_app WITH CHECK (shop_id = current_shop());
CREATE POLICY system ON "outbox" TO tributary_system USING (true) WITH CHECK (true);
GRANT INSERT ON "outbox" TO tributary_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "shop", "session", "inbox", "outbox" TO tributary_system;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO tributary_app, tributary_system;
