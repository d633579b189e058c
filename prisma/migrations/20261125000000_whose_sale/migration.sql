-- Whose sale: a policy in versions, and credit that several creators share.
ALTER TABLE "attribution" ADD COLUMN "is_shared" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "rule" JSONB,
ADD COLUMN "emptied_at" TIMESTAMPTZ(3),
ADD COLUMN "newness" TEXT NOT NULL DEFAULT 'unknown',
ADD COLUMN "channel" TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE "order_journey" ADD COLUMN "came" JSONB,
ADD COLUMN "position" INTEGER,
ADD COLUMN "orders" INTEGER,
ADD COLUMN "since" TIMESTAMPTZ(3),
ALTER COLUMN "read_at" DROP NOT NULL;
CREATE INDEX "order_journey_wanted" ON "order_journey" ("shop_id", "order_id") WHERE "read_at" IS NULL;
ALTER TABLE "figures" ADD COLUMN "share" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "creator" ADD COLUMN "programs" JSONB NOT NULL DEFAULT '[]';

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
    "channels" JSONB,

    CONSTRAINT "policy_history_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "analysis" (
    "shop_id" TEXT NOT NULL,
    "asked" INTEGER NOT NULL DEFAULT 1,
    "from_month" TEXT NOT NULL,
    "to_month" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "result" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "analysis_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "decision_run" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "after_instant" TIMESTAMPTZ(3) NOT NULL,
    "after_id" TEXT NOT NULL DEFAULT '',
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "decision_run_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "acquisition" (
    "shop_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "instant" TIMESTAMPTZ(3) NOT NULL,
    "creator_id" TEXT,
    "channel" TEXT NOT NULL,
    "newness" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "orders" INTEGER NOT NULL,
    "net" BIGINT NOT NULL,
    "refunded" BIGINT NOT NULL,

    CONSTRAINT "acquisition_pkey" PRIMARY KEY ("shop_id","customer_id")
);

-- CreateTable
CREATE TABLE "channel_figures" (
    "shop_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "newness" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "customers" INTEGER NOT NULL DEFAULT 0,
    "repeaters" INTEGER NOT NULL DEFAULT 0,
    "orders" INTEGER NOT NULL DEFAULT 0,
    "net" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "channel_figures_pkey" PRIMARY KEY ("shop_id","channel","newness","currency")
);

-- CreateTable
CREATE TABLE "hand_credit" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "creator_id" TEXT,
    "reason" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "hand_credit_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "policy_preview" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "policy" JSONB NOT NULL,
    "from_month" TEXT NOT NULL,
    "to_month" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "result" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "policy_preview_pkey" PRIMARY KEY ("shop_id")
);

-- CreateIndex
CREATE INDEX "hand_credit_shop_id_order_id_given_at_idx" ON "hand_credit"("shop_id", "order_id", "given_at");

-- CreateIndex
CREATE INDEX "attribution_shop_id_customer_id_instant_order_id_idx" ON "attribution"("shop_id", "customer_id", "instant", "order_id");

-- CreateIndex
CREATE INDEX "decision_run_shop_id_created_at_idx" ON "decision_run"("shop_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "acquisition_shop_id_creator_id_idx" ON "acquisition"("shop_id", "creator_id");

-- CreateIndex
CREATE INDEX "credit_share_shop_id_creator_id_instant_order_id_idx" ON "credit_share"("shop_id", "creator_id", "instant" DESC, "order_id" DESC);

-- AddForeignKey
ALTER TABLE "credit_share" ADD CONSTRAINT "credit_share_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "attribution"("shop_id", "order_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "hand_credit" ADD FOREIGN KEY ("shop_id", "creator_id") REFERENCES "creator" ("shop_id", "id");
CREATE UNIQUE INDEX "hand_credit_standing" ON "hand_credit" ("shop_id", "order_id") WHERE "ended_at" IS NULL;
ALTER TABLE "credit_share" ADD FOREIGN KEY ("shop_id", "creator_id") REFERENCES "creator" ("shop_id", "id");
ALTER TABLE "credit_share" ADD FOREIGN KEY ("shop_id", "link_id") REFERENCES "link" ("shop_id", "id");
ALTER TABLE "credit_share" ADD CHECK ("share" BETWEEN 1 AND 999999);

-- Which program a creator was in when: their orders are decided by that of their instant.
ALTER TABLE "creator" NO FORCE ROW LEVEL SECURITY;
UPDATE "creator" SET "programs" = jsonb_build_array(jsonb_build_object('id', "program_id", 'from', "created_at")) WHERE "program_id" IS NOT NULL;
ALTER TABLE "creator" FORCE ROW LEVEL SECURITY;
CREATE FUNCTION keep_programs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.program_id IS NOT NULL THEN
      NEW.programs = jsonb_build_array(jsonb_build_object('id', NEW.program_id, 'from', NEW.created_at));
    END IF;
  ELSIF NEW.program_id IS DISTINCT FROM OLD.program_id THEN
    NEW.programs = OLD.programs || jsonb_build_object('id', NEW.program_id, 'from', NEW.updated_at);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_programs BEFORE INSERT OR UPDATE OF program_id ON "creator" FOR EACH ROW EXECUTE FUNCTION keep_programs();

-- Until now every credited order was wholly somebody's.
ALTER TABLE "figures" NO FORCE ROW LEVEL SECURITY;
UPDATE "figures" SET "share" = "orders" * 1000000::bigint;
ALTER TABLE "figures" FORCE ROW LEVEL SECURITY;

ALTER TABLE "acquisition" ADD FOREIGN KEY ("shop_id", "creator_id") REFERENCES "creator" ("shop_id", "id");

-- What is new of an order is decided for those that are here already.
ALTER TABLE "attribution" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "decision_run" ("shop_id", "id", "because", "since", "after_instant", "total", "created_at")
SELECT "shop_id", 'dr_00000000000000000000', 'update', '1970-01-01', '1970-01-01', count(*), now() FROM "attribution" GROUP BY "shop_id";
ALTER TABLE "attribution" FORCE ROW LEVEL SECURITY;
INSERT INTO "outbox" ("shop_id", "kind", "key", "payload", "run_at", "created_at")
SELECT "shop_id", 'decide-since', "id", jsonb_build_object('runId', "id"), now(), now() FROM "decision_run";

-- The clock a shop's months are told by. The app may not read the shops, so it asks for its own shop's zone.
CREATE FUNCTION current_time_zone() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS 'SELECT time_zone FROM shop WHERE id = current_shop()';
REVOKE ALL ON FUNCTION current_time_zone() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION current_time_zone() TO tributary_app;

DO $$
DECLARE table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['credit_share', 'policy_history', 'hand_credit', 'policy_preview', 'analysis', 'decision_run', 'acquisition', 'channel_figures'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', table_name);
    EXECUTE format('CREATE POLICY own_shop ON %I USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop())', table_name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO tributary_app', table_name);
    EXECUTE format('GRANT SELECT, DELETE ON %I TO tributary_erase', table_name);
  END LOOP;
END $$;
