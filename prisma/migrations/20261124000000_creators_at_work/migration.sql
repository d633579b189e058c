-- Creators at work: links and their clicks, codes in full and in batches, programs, recruiting and mail, imports,
-- collaborations and what they cost, saved views.

-- AlterTable
ALTER TABLE "shop" ADD COLUMN "primary_host" TEXT;

-- AlterTable
ALTER TABLE "creator" ADD COLUMN "handle" TEXT,
ADD COLUMN "language" TEXT NOT NULL DEFAULT 'en',
ADD COLUMN "program_id" TEXT;

-- AlterTable
ALTER TABLE "code" ADD COLUMN "batch_id" TEXT,
ADD COLUMN "call_id" TEXT,
ADD COLUMN "checked_at" TIMESTAMPTZ(3),
ADD COLUMN "conditions" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN "drift" TEXT,
ADD COLUMN "drift_told" TEXT,
ADD COLUMN "drifted_at" TIMESTAMPTZ(3),
ADD COLUMN "may_adopt" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "origin" TEXT NOT NULL DEFAULT 'made',
ADD COLUMN "settled_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "attribution" ADD COLUMN "link_id" TEXT,
ADD COLUMN "linked_to" TEXT[];

-- CreateTable
CREATE TABLE "program" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value_kind" TEXT NOT NULL,
    "basis_points" INTEGER,
    "amount_minor" BIGINT,
    "currency" TEXT,
    "conditions" JSONB NOT NULL DEFAULT '{}',
    "template" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "program_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "code_batch" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "value_kind" TEXT NOT NULL,
    "basis_points" INTEGER,
    "amount_minor" BIGINT,
    "currency" TEXT,
    "conditions" JSONB NOT NULL DEFAULT '{}',
    "discount_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "code_batch_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "link" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "creator_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "link_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "link_clicks" (
    "shop_id" TEXT NOT NULL,
    "link_id" TEXT NOT NULL,
    "clicks" INTEGER NOT NULL DEFAULT 0,
    "bots" INTEGER NOT NULL DEFAULT 0,
    "last_at" TIMESTAMPTZ(3),

    CONSTRAINT "link_clicks_pkey" PRIMARY KEY ("shop_id","link_id")
);

-- CreateTable
CREATE TABLE "visit" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "link_id" TEXT NOT NULL,
    "creator_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "via" TEXT NOT NULL,

    CONSTRAINT "visit_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "link_figures" (
    "shop_id" TEXT NOT NULL,
    "link_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "orders" INTEGER NOT NULL DEFAULT 0,
    "net" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "link_figures_pkey" PRIMARY KEY ("shop_id","link_id","currency")
);

-- CreateTable
CREATE TABLE "order_journey" (
    "shop_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "visits" JSONB NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_journey_pkey" PRIMARY KEY ("shop_id","order_id")
);

-- CreateTable
CREATE TABLE "mail" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "creator_id" TEXT,
    "recipient" TEXT NOT NULL,
    "email_hash" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "problem" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "recruiting" (
    "shop_id" TEXT NOT NULL,
    "is_open" BOOLEAN NOT NULL DEFAULT false,
    "intro" TEXT NOT NULL DEFAULT '',
    "program_id" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recruiting_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "creator_terms" (
    "shop_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "creator_terms_pkey" PRIMARY KEY ("shop_id","version")
);

-- CreateTable
CREATE TABLE "application" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_hash" TEXT NOT NULL,
    "handle" TEXT,
    "url" TEXT,
    "audience" INTEGER,
    "message" TEXT NOT NULL DEFAULT '',
    "language" TEXT NOT NULL,
    "terms_version" INTEGER,
    "accepted_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "decided_at" TIMESTAMPTZ(3),
    "reply" TEXT,
    "creator_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "collaboration" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "creator_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "url" TEXT,
    "reach" INTEGER,
    "interactions" INTEGER,
    "fee_minor" BIGINT NOT NULL DEFAULT 0,
    "gift_minor" BIGINT NOT NULL DEFAULT 0,
    "currency" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "collaboration_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "import_run" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file" BYTEA,
    "columns" TEXT[],
    "choices" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL,
    "problem" TEXT,
    "lines" INTEGER NOT NULL DEFAULT 0,
    "progress" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "import_line" (
    "shop_id" TEXT NOT NULL,
    "import_id" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "problems" JSONB NOT NULL DEFAULT '[]',
    "name" TEXT NOT NULL,
    "code" TEXT,
    "creator_id" TEXT,

    CONSTRAINT "import_line_pkey" PRIMARY KEY ("shop_id","import_id","line")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "page" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "creators_change" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "program_id" TEXT,
    "creator_ids" TEXT[],
    "done" INTEGER NOT NULL DEFAULT 0,
    "changed_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "creators_change_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateIndex
CREATE INDEX "code_batch_shop_id_created_at_idx" ON "code_batch"("shop_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "link_shop_id_creator_id_idx" ON "link"("shop_id", "creator_id");

-- CreateIndex
CREATE UNIQUE INDEX "link_shop_id_slug_key" ON "link"("shop_id", "slug");

-- CreateIndex
CREATE INDEX "visit_shop_id_at_idx" ON "visit"("shop_id", "at");

-- CreateIndex
CREATE INDEX "visit_shop_id_link_id_at_idx" ON "visit"("shop_id", "link_id", "at" DESC);

-- CreateIndex
CREATE INDEX "mail_shop_id_creator_id_idx" ON "mail"("shop_id", "creator_id");

-- CreateIndex
CREATE INDEX "mail_shop_id_email_hash_idx" ON "mail"("shop_id", "email_hash");

-- CreateIndex
CREATE INDEX "application_shop_id_state_created_at_idx" ON "application"("shop_id", "state", "created_at" DESC);

-- CreateIndex
CREATE INDEX "application_shop_id_email_hash_idx" ON "application"("shop_id", "email_hash");

-- CreateIndex
CREATE INDEX "application_shop_id_creator_id_idx" ON "application"("shop_id", "creator_id");

-- CreateIndex
CREATE INDEX "collaboration_shop_id_creator_id_day_idx" ON "collaboration"("shop_id", "creator_id", "day" DESC);

-- CreateIndex
CREATE INDEX "import_run_shop_id_created_at_idx" ON "import_run"("shop_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "creators_change_shop_id_created_at_idx" ON "creators_change"("shop_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "creator_shop_id_program_id_idx" ON "creator"("shop_id", "program_id");

-- CreateIndex
CREATE INDEX "creator_shop_id_created_at_idx" ON "creator"("shop_id", "created_at");

-- CreateIndex
CREATE INDEX "code_shop_id_batch_id_idx" ON "code"("shop_id", "batch_id");

-- CreateIndex
CREATE INDEX "code_shop_id_key_idx" ON "code"("shop_id", "key");

-- AddForeignKey
ALTER TABLE "creator" ADD CONSTRAINT "creator_shop_id_program_id_fkey" FOREIGN KEY ("shop_id", "program_id") REFERENCES "program"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "code" ADD CONSTRAINT "code_shop_id_batch_id_fkey" FOREIGN KEY ("shop_id", "batch_id") REFERENCES "code_batch"("shop_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "link" ADD CONSTRAINT "link_shop_id_creator_id_fkey" FOREIGN KEY ("shop_id", "creator_id") REFERENCES "creator"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a code takes off, wherever it is written down.
ALTER TABLE "code" DROP CONSTRAINT "code_check";
DO $$
DECLARE table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['code', 'code_batch', 'program'] LOOP
    EXECUTE format($check$ALTER TABLE %I ADD CHECK (
      ("value_kind" = 'percent' AND "basis_points" BETWEEN 1 AND 10000 AND "amount_minor" IS NULL AND "currency" IS NULL)
      OR ("value_kind" = 'amount' AND "amount_minor" > 0 AND "currency" IS NOT NULL AND "basis_points" IS NULL)
      OR ("value_kind" = 'free-shipping' AND "amount_minor" IS NULL AND "currency" IS NULL AND "basis_points" IS NULL)
    )$check$, table_name);
  END LOOP;
END $$;
ALTER TABLE "code" ADD CHECK ("origin" IN ('made', 'adopted'));
ALTER TABLE "code" ADD CHECK ("drift" IN ('deleted', 'renamed', 'changed', 'ended'));
ALTER TABLE "creator" ADD CHECK ("language" IN ('en', 'de', 'da'));
ALTER TABLE "link" ADD CHECK ("slug" ~ '^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$');
ALTER TABLE "link" ADD CHECK ("path" LIKE '/%' AND "path" NOT LIKE '//%');
ALTER TABLE "visit" ADD CHECK ("via" IN ('go', 'embed'));
ALTER TABLE "application" ADD CHECK ("state" IN ('waiting', 'approved', 'declined'));
ALTER TABLE "application" ADD CHECK (("state" = 'waiting') = ("decided_at" IS NULL));
ALTER TABLE "collaboration" ADD CHECK ("fee_minor" >= 0 AND "gift_minor" >= 0 AND "reach" >= 0 AND "interactions" >= 0);
ALTER TABLE "creators_change" ADD CHECK ("kind" IN ('pause', 'resume', 'move'));
ALTER TABLE "creators_change" ADD CHECK ("done" BETWEEN 0 AND cardinality("creator_ids"));
ALTER TABLE "import_run" ADD CHECK ("kind" IN ('creators', 'collaborations'));
ALTER TABLE "import_run" ADD CHECK ("state" IN ('mapping', 'checking', 'checked', 'importing', 'done', 'failed'));
ALTER TABLE "import_line" ADD CHECK ("outcome" IN ('new', 'changed', 'unchanged', 'refused'));

ALTER TABLE "link_clicks" ADD FOREIGN KEY ("shop_id", "link_id") REFERENCES "link" ("shop_id", "id");
ALTER TABLE "visit" ADD FOREIGN KEY ("shop_id", "link_id") REFERENCES "link" ("shop_id", "id");
ALTER TABLE "link_figures" ADD FOREIGN KEY ("shop_id", "link_id") REFERENCES "link" ("shop_id", "id");
ALTER TABLE "collaboration" ADD FOREIGN KEY ("shop_id", "creator_id") REFERENCES "creator" ("shop_id", "id");
ALTER TABLE "import_line" ADD FOREIGN KEY ("shop_id", "import_id") REFERENCES "import_run" ("shop_id", "id") ON DELETE CASCADE;

-- The orders whose buyers clicked a creator's links, when something about that creator changes.
CREATE INDEX "attribution_linked_to" ON "attribution" USING gin ("linked_to") WHERE "linked_to" <> '{}';
-- What a creator's codes are looked through by, and which of a batch are still to be made.
CREATE INDEX "code_creating" ON "code" ("shop_id", "batch_id") WHERE "state" = 'creating';
CREATE INDEX "code_troubled" ON "code" ("shop_id", "creator_id") WHERE "state" = 'refused' OR "drift" IS NOT NULL;
CREATE INDEX "mail_waiting" ON "mail" ("shop_id", "created_at") WHERE "sent_at" IS NULL AND "problem" IS NULL;
CREATE INDEX "application_waiting" ON "application" ("shop_id") WHERE "state" = 'waiting';

DO $$
DECLARE table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY[
    'program', 'code_batch', 'link', 'link_clicks', 'visit', 'link_figures', 'order_journey', 'mail',
    'recruiting', 'creator_terms', 'application', 'collaboration', 'import_run', 'import_line', 'saved_view', 'creators_change'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', table_name);
    EXECUTE format('CREATE POLICY own_shop ON %I USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop())', table_name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO tributary_app', table_name);
    EXECUTE format('GRANT SELECT, DELETE ON %I TO tributary_erase', table_name);
  END LOOP;
END $$;

-- /go knows a shop's handle and a slug, and nothing else: the system may look the link up, and where the shop's page stands.
CREATE POLICY address ON "link" FOR SELECT TO tributary_system USING (true);
GRANT SELECT ON "link" TO tributary_system;
