-- Leaks: how creators' codes are used, day by day, and which of them seem to have got out of their creators' hands.
ALTER TABLE "orders" ADD COLUMN "country" TEXT;

-- CreateTable
CREATE TABLE "code_use" (
    "shop_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "creator_id" TEXT NOT NULL,
    "instant" TIMESTAMPTZ(3) NOT NULL,
    "day" TEXT NOT NULL,
    "customer_id" TEXT,
    "is_touched" BOOLEAN NOT NULL,
    "is_coupon" BOOLEAN NOT NULL,
    "referrer" TEXT,
    "country" TEXT,

    CONSTRAINT "code_use_pkey" PRIMARY KEY ("shop_id","order_id","key")
);

-- CreateTable
CREATE TABLE "code_day" (
    "shop_id" TEXT NOT NULL,
    "creator_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "untouched" INTEGER NOT NULL DEFAULT 0,
    "coupons" INTEGER NOT NULL DEFAULT 0,
    "repeats" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "code_day_pkey" PRIMARY KEY ("shop_id","creator_id","key","day")
);

-- CreateTable
CREATE TABLE "leak" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "code_id" TEXT NOT NULL,
    "since" TEXT NOT NULL,
    "why" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "watched_at" TIMESTAMPTZ(3) NOT NULL,
    "ignored_at" TIMESTAMPTZ(3),
    "ignored_until" TIMESTAMPTZ(3),
    "ignored_why" JSONB,
    "resolved_on" TEXT,
    "revision" BIGINT NOT NULL DEFAULT nextval('revision'),

    CONSTRAINT "leak_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "leak_watch" (
    "shop_id" TEXT NOT NULL,
    "watched_at" TIMESTAMPTZ(3) NOT NULL,
    "codes" INTEGER NOT NULL,
    "few" INTEGER NOT NULL,

    CONSTRAINT "leak_watch_pkey" PRIMARY KEY ("shop_id")
);

-- CreateIndex
CREATE INDEX "code_use_shop_id_key_customer_id_idx" ON "code_use"("shop_id", "key", "customer_id");

-- CreateIndex
CREATE INDEX "code_use_shop_id_customer_id_idx" ON "code_use"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "code_use_shop_id_creator_id_key_day_idx" ON "code_use"("shop_id", "creator_id", "key", "day");

-- CreateIndex
CREATE INDEX "code_day_shop_id_day_idx" ON "code_day"("shop_id", "day");

-- CreateIndex
CREATE INDEX "leak_shop_id_code_id_opened_at_idx" ON "leak"("shop_id", "code_id", "opened_at" DESC);

-- CreateIndex
CREATE INDEX "leak_shop_id_revision_idx" ON "leak"("shop_id", "revision" DESC);

-- AddForeignKey
ALTER TABLE "code_use" ADD CONSTRAINT "code_use_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "attribution"("shop_id", "order_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leak" ADD CONSTRAINT "leak_shop_id_code_id_fkey" FOREIGN KEY ("shop_id", "code_id") REFERENCES "code"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "code_use" ADD FOREIGN KEY ("shop_id", "creator_id") REFERENCES "creator" ("shop_id", "id");
ALTER TABLE "code_day" ADD FOREIGN KEY ("shop_id", "creator_id") REFERENCES "creator" ("shop_id", "id");
ALTER TABLE "leak" ADD CHECK ("state" IN ('open', 'ignored', 'resolved'));
-- One finding of a code stands at a time.
CREATE UNIQUE INDEX "leak_standing" ON "leak" ("shop_id", "code_id") WHERE "state" <> 'resolved';

-- How codes were used before is found by deciding the orders that are here already once more.
ALTER TABLE "attribution" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "decision_run" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "decision_run" ("shop_id", "id", "because", "since", "after_instant", "total", "created_at")
SELECT "shop_id", 'dr_00000000000000000001', 'update', '1970-01-01', '1970-01-01', count(*), now() FROM "attribution" GROUP BY "shop_id";
INSERT INTO "outbox" ("shop_id", "kind", "key", "payload", "run_at", "created_at")
SELECT "shop_id", 'decide-since', "id", jsonb_build_object('runId', "id"), now(), now() FROM "decision_run" WHERE "id" = 'dr_00000000000000000001';
ALTER TABLE "decision_run" FORCE ROW LEVEL SECURITY;
ALTER TABLE "attribution" FORCE ROW LEVEL SECURITY;

DO $$
DECLARE table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['code_use', 'code_day', 'leak', 'leak_watch'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', table_name);
    EXECUTE format('CREATE POLICY own_shop ON %I USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop())', table_name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO tributary_app', table_name);
    EXECUTE format('GRANT SELECT, DELETE ON %I TO tributary_erase', table_name);
  END LOOP;
END $$;
