-- Cohorts: what customers bought, by the month of their first counted order and month by month, so that no page reads orders.

-- What the lines that count were reduced by.
ALTER TABLE "orders" ADD COLUMN "discount" BIGINT NOT NULL DEFAULT 0;

-- By what a customer came: the code or link that decided their first counted order, what it sold, and where it went.
ALTER TABLE "acquisition" ADD COLUMN "month" INTEGER,
  ADD COLUMN "code_key" TEXT,
  ADD COLUMN "link_id" TEXT,
  ADD COLUMN "product_id" TEXT,
  ADD COLUMN "product_title" TEXT,
  ADD COLUMN "country" TEXT,
  ADD COLUMN "second_at" TIMESTAMPTZ(3),
  ADD COLUMN "second_month" INTEGER,
  ADD COLUMN "v30" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "v60" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "v90" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "v180" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "v365" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "customer_month" (
    "shop_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "month" INTEGER NOT NULL,
    "opens_quarter" BOOLEAN NOT NULL,
    "orders" INTEGER NOT NULL,
    "gross" BIGINT NOT NULL,
    "discount" BIGINT NOT NULL,
    "refund" BIGINT NOT NULL,
    "net" BIGINT NOT NULL,

    CONSTRAINT "customer_month_pkey" PRIMARY KEY ("shop_id","customer_id","month")
);

-- CreateTable
CREATE TABLE "cohort_run" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "after_id" TEXT NOT NULL DEFAULT '',
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "cohort_run_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateIndex
CREATE INDEX "cohort_run_shop_id_created_at_idx" ON "cohort_run"("shop_id", "created_at" DESC);

-- Months since the year 0, by a zone's clock: 2026-03 is 2026 x 12 + 2. So ages are differences, and quarters thirds.
CREATE FUNCTION month_number(instant timestamptz, zone text) RETURNS int LANGUAGE sql IMMUTABLE
  RETURN (extract(year FROM instant AT TIME ZONE zone) * 12 + extract(month FROM instant AT TIME ZONE zone) - 1)::int;

ALTER TABLE "cohort_run" ADD CHECK ("because" IN ('update', 'time-zone', 'asked'));

-- What is here already is told from the orders once more.
ALTER TABLE "orders" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "order_line" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "acquisition" NO FORCE ROW LEVEL SECURITY;
UPDATE "orders" SET "discount" = "reduced"."by" FROM (
  SELECT "shop_id", "order_id", sum("discount") AS "by" FROM "order_line" WHERE NOT "is_gift_card" AND NOT "is_tip" GROUP BY 1, 2) AS "reduced"
WHERE "orders"."shop_id" = "reduced"."shop_id" AND "orders"."id" = "reduced"."order_id" AND "reduced"."by" <> 0;
INSERT INTO "cohort_run" ("shop_id", "id", "because", "total", "created_at")
SELECT "shop_id", 'ct_00000000000000000001', 'update', count(*), now() FROM "acquisition" GROUP BY "shop_id";
INSERT INTO "outbox" ("shop_id", "kind", "key", "payload", "run_at", "created_at")
SELECT "shop_id", 'rebuild-cohorts', "id", jsonb_build_object('runId', "id"), now(), now() FROM "cohort_run";
ALTER TABLE "acquisition" FORCE ROW LEVEL SECURITY;
ALTER TABLE "order_line" FORCE ROW LEVEL SECURITY;
ALTER TABLE "orders" FORCE ROW LEVEL SECURITY;

DO $$
DECLARE table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['customer_month', 'cohort_run'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', table_name);
    EXECUTE format('CREATE POLICY own_shop ON %I USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop())', table_name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO tributary_app', table_name);
    EXECUTE format('GRANT SELECT, DELETE ON %I TO tributary_erase', table_name);
  END LOOP;
END $$;
