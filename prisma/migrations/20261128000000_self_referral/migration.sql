-- A creator who buys with their own code is known by phone and by door, too.
ALTER TABLE "creator"
  ADD COLUMN "phone" TEXT,
  ADD COLUMN "street" TEXT,
  ADD COLUMN "more" TEXT,
  ADD COLUMN "postal_code" TEXT,
  ADD COLUMN "country" TEXT,
  ADD COLUMN "phone_hash" TEXT,
  ADD COLUMN "house_hash" TEXT,
  ADD COLUMN "flat_hash" TEXT;

ALTER TABLE "orders"
  ADD COLUMN "phone_hashes" TEXT[] DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "house_hash" TEXT,
  ADD COLUMN "flat_hash" TEXT;
