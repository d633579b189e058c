-- Whose sale: a policy in versions, and credit that several creators share.
ALTER TABLE "attribution" ADD COLUMN "is_shared" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "rule" JSONB;
ALTER TABLE "figures" ADD COLUMN "share" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "program" ADD COLUMN "window_days" INTEGER;

-- CreateTable
CREATE TABLE "credit_share" (
    "shop_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "creator_id" TEXT NOT NULL,
    "link_id" TEXT NOT NULL,
    "share" INTEGER NOT NULL,
    "net" BIGINT NOT NULL,
    "refunded" BIGINT NOT NULL,
    "instant" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "credit_share_pkey" PRIMARY KEY ("shop_id","order_id","creator_id")
);

-- CreateTable
CREATE TABLE "policy_history" (
    "shop_id" TEXT NOT NULL,
    "versions" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "policy_history_pkey" PRIMARY KEY ("shop_id")
);

-- CreateIndex
CREATE INDEX "credit_share_shop_id_creator_id_instant_order_id_idx" ON "credit_share"("shop_id", "creator_id", "instant" DESC, "order_id" DESC);

-- AddForeignKey
ALTER TABLE "credit_share" ADD CONSTRAINT "credit_share_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "attribution"("shop_id", "order_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "credit_share" ADD FOREIGN KEY ("shop_id", "creator_id") REFERENCES "creator" ("shop_id", "id");
ALTER TABLE "credit_share" ADD FOREIGN KEY ("shop_id", "link_id") REFERENCES "link" ("shop_id", "id");
ALTER TABLE "credit_share" ADD CHECK ("share" BETWEEN 1 AND 999999);
ALTER TABLE "program" ADD CHECK ("window_days" BETWEEN 1 AND 365);

-- Until now every credited order was wholly somebody's.
ALTER TABLE "figures" NO FORCE ROW LEVEL SECURITY;
UPDATE "figures" SET "share" = "orders" * 1000000::bigint;
ALTER TABLE "figures" FORCE ROW LEVEL SECURITY;

DO $$
DECLARE table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['credit_share', 'policy_history'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', table_name);
    EXECUTE format('CREATE POLICY own_shop ON %I USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop())', table_name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO tributary_app', table_name);
    EXECUTE format('GRANT SELECT, DELETE ON %I TO tributary_erase', table_name);
  END LOOP;
END $$;
