ALTER TABLE "rehearsal_complaints" ADD COLUMN "correction" jsonb;
