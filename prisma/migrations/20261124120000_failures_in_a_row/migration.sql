-- How often a job failed in a row: looking again at work that goes on is no failure, and must not make the next one wait longer.
ALTER TABLE "outbox" ADD COLUMN "failures" INTEGER NOT NULL DEFAULT 0;
