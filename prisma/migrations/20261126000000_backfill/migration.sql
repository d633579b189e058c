-- Past orders: how far reading them is, one row a shop.
CREATE TABLE "backfill" (
    "shop_id" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "operation" TEXT,
    "operations" INTEGER NOT NULL DEFAULT 0,
    "listed_at" TIMESTAMPTZ(3),
    "is_all" BOOLEAN,
    "horizon" TIMESTAMPTZ(3),
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "unreadable" INTEGER NOT NULL DEFAULT 0,
    "first_at" TIMESTAMPTZ(3),
    "problem" TEXT,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "backfill_pkey" PRIMARY KEY ("shop_id")
);

ALTER TABLE "backfill" ADD CHECK ("done" >= 0 AND "bytes" >= 0 AND "unreadable" BETWEEN 0 AND "done");

-- Shops that are here already read their past orders now.
INSERT INTO "backfill" ("shop_id", "asked_at") SELECT "id", date_trunc('milliseconds', now()) FROM "shop" WHERE "uninstalled_at" IS NULL;
INSERT INTO "outbox" ("shop_id", "kind", "key", "payload", "run_at", "created_at")
SELECT "shop_id", 'backfill', to_char("asked_at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '{}', "asked_at", "asked_at" FROM "backfill";

ALTER TABLE "backfill" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "backfill" FORCE ROW LEVEL SECURITY;
CREATE POLICY own_shop ON "backfill" USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop());
GRANT SELECT, INSERT, UPDATE, DELETE ON "backfill" TO tributary_app;
GRANT SELECT, DELETE ON "backfill" TO tributary_erase;
