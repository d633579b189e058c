-- Any order, whatever happens: merges, refetched snapshots, reconcile and what it found, privacy requests and erasure.

-- The third role: shop/redact removes a shop's rows, append-only ones too, as nobody else may.
DO $$
BEGIN
  CREATE ROLE tributary_erase NOLOGIN NOINHERIT NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

-- AlterTable
ALTER TABLE "inbox" ALTER COLUMN "body" DROP NOT NULL;

-- AlterTable
ALTER TABLE "session" ADD COLUMN "scope_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "orders" ADD COLUMN "fulfilled_at" TIMESTAMPTZ(3),
ADD COLUMN "is_fetched" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "customer_merge" (
    "shop_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "into_id" TEXT NOT NULL,

    CONSTRAINT "customer_merge_pkey" PRIMARY KEY ("shop_id","customer_id")
);

-- CreateTable
CREATE TABLE "reconcile_run" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3),
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "seen_to" TIMESTAMPTZ(3),
    "listed" INTEGER NOT NULL DEFAULT 0,
    "found" INTEGER NOT NULL DEFAULT 0,
    "fetched" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "reconcile_run_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "reconcile_find" (
    "shop_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reconcile_find_pkey" PRIMARY KEY ("shop_id","run_id","order_id")
);

-- CreateTable
CREATE TABLE "subscription_check" (
    "shop_id" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "missing_scopes" TEXT[],
    "strays" TEXT[],

    CONSTRAINT "subscription_check_pkey" PRIMARY KEY ("shop_id","checked_at")
);

-- CreateTable
CREATE TABLE "privacy_request" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "customer_id" TEXT,
    "email_hash" TEXT,
    "order_ids" TEXT[],
    "orders" INTEGER,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "privacy_request_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "forgotten_order" (
    "shop_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,

    CONSTRAINT "forgotten_order_pkey" PRIMARY KEY ("shop_id","order_id")
);

-- CreateTable
CREATE TABLE "erasure" (
    "id" BIGSERIAL NOT NULL,
    "domain_hash" TEXT NOT NULL,
    "counts" JSONB NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "heartbeat" (
    "worker" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "heartbeat_pkey" PRIMARY KEY ("worker")
);

-- CreateIndex
CREATE INDEX "inbox_shop_domain_topic_id_idx" ON "inbox"("shop_domain", "topic", "id" DESC);

-- CreateIndex
CREATE INDEX "customer_email_shop_id_customer_id_idx" ON "customer_email"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "orders_shop_id_buyer_id_idx" ON "orders"("shop_id", "buyer_id");

-- CreateIndex
CREATE INDEX "reconcile_run_shop_id_started_at_idx" ON "reconcile_run"("shop_id", "started_at" DESC);

-- CreateIndex
CREATE INDEX "reconcile_find_shop_id_found_at_idx" ON "reconcile_find"("shop_id", "found_at" DESC);


-- What a person may want to look at, and what is old enough to be tidied away.
CREATE INDEX "inbox_set_aside" ON "inbox" ("shop_domain", "id" DESC) WHERE "state" IN ('quarantined', 'parked');
CREATE INDEX "inbox_failing" ON "inbox" ("shop_domain", "id" DESC) WHERE "state" = 'waiting' AND "attempts" > 0;
CREATE INDEX "inbox_discarded" ON "inbox" ("shop_domain", "id" DESC) WHERE "state" = 'discarded';
CREATE INDEX "inbox_applied" ON "inbox" ("shop_domain", "settled_at" DESC) WHERE "state" = 'applied';
CREATE INDEX "inbox_kept_body" ON "inbox" ("received_at") WHERE "body" IS NOT NULL;
CREATE INDEX "outbox_settled" ON "outbox" ("settled_at") WHERE "state" <> 'waiting';

ALTER TABLE "inbox" DROP CONSTRAINT "inbox_state_check";
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_state_check"
  CHECK ("state" IN ('waiting', 'applied', 'quarantined', 'parked', 'discarded') AND ("state" <> 'waiting' OR "body" IS NOT NULL));
ALTER TABLE "customer_merge" ADD CHECK ("customer_id" <> "into_id");
ALTER TABLE "reconcile_run" ADD CHECK ("kind" IN ('recent', 'sweep'));
ALTER TABLE "reconcile_find" ADD CHECK ("what" IN ('missing', 'behind', 'unreadable'));
ALTER TABLE "reconcile_find" ADD FOREIGN KEY ("shop_id", "run_id") REFERENCES "reconcile_run" ("shop_id", "id") ON DELETE CASCADE;
ALTER TABLE "privacy_request" ADD CHECK ("kind" IN ('data', 'erase'));

DO $$
DECLARE table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY[
    'customer_merge', 'reconcile_run', 'reconcile_find', 'subscription_check', 'privacy_request', 'forgotten_order'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', table_name);
    EXECUTE format('CREATE POLICY own_shop ON %I USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop())', table_name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO tributary_app', table_name);
  END LOOP;
  -- Row-level security holds for the erasing role too: it removes one shop's rows at a time.
  FOR table_name IN SELECT tablename FROM pg_policies WHERE schemaname = 'public' AND policyname = 'own_shop' LOOP
    EXECUTE format('GRANT SELECT, DELETE ON %I TO tributary_erase', table_name);
  END LOOP;
END $$;

CREATE POLICY erase ON "outbox" TO tributary_erase USING (shop_id = current_shop());
GRANT SELECT, DELETE ON "shop", "session", "inbox" TO tributary_erase;
GRANT INSERT ON "erasure" TO tributary_erase;
GRANT SELECT ON "erasure" TO tributary_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON "heartbeat" TO tributary_system;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO tributary_app, tributary_system, tributary_erase;

-- What was parked for want of a rule may have one by now; what still has none is parked again.
UPDATE "inbox" SET "state" = 'waiting', "reason" = NULL, "settled_at" = NULL WHERE "state" = 'parked' AND "reason" LIKE 'no-rule:%';
