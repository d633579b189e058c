-- What a merchant does with one code: pause it, rotate it to another, have codes beside it that can be used once each.
CREATE TABLE "code_pause" (
    "shop_id" TEXT NOT NULL,
    "code_id" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3),

    CONSTRAINT "code_pause_pkey" PRIMARY KEY ("shop_id","code_id","from_at")
);
ALTER TABLE "code_pause" ADD CONSTRAINT "code_pause_shop_id_code_id_fkey" FOREIGN KEY ("shop_id", "code_id") REFERENCES "code"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "code_pause" ADD CONSTRAINT "code_paused_once"
  EXCLUDE USING gist ("shop_id" WITH =, "code_id" WITH =, tstzrange("from_at", "to_at") WITH &&);
ALTER TABLE "code_pause" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "code_pause" FORCE ROW LEVEL SECURITY;
CREATE POLICY own_shop ON "code_pause" USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop());
GRANT SELECT, INSERT, UPDATE, DELETE ON "code_pause" TO tributary_app;
GRANT SELECT, DELETE ON "code_pause" TO tributary_erase;

ALTER TABLE "code"
  ADD COLUMN "replaced_by" TEXT,
  ADD COLUMN "is_single_use" BOOLEAN NOT NULL GENERATED ALWAYS AS (coalesce("conditions"->>'usageLimit' = '1', false)) STORED;
ALTER TABLE "code" ADD FOREIGN KEY ("shop_id", "replaced_by") REFERENCES "code" ("shop_id", "id");
