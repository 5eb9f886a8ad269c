-- The owner sees no rows while the landlords' isolation is forced on it; it is forced again when the migrations are done.
ALTER TABLE "clocks" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "complaints" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "clocks_worklist";--> statement-breakpoint
DROP INDEX "clocks_of_residents";--> statement-breakpoint
DROP INDEX "complaints_by_due";--> statement-breakpoint
DROP INDEX "complaints_by_handler";--> statement-breakpoint
ALTER TABLE "clocks" ADD COLUMN "judged_on" date;--> statement-breakpoint
ALTER TABLE "clocks" ADD COLUMN "late_start" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "clocks" ADD COLUMN "left_unanswered" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "clocks" ADD COLUMN "waits_since" date;--> statement-breakpoint
ALTER TABLE "clocks" ADD COLUMN "force" text;--> statement-breakpoint
ALTER TABLE "complaints" ADD COLUMN "next_judged_on" date;--> statement-breakpoint
-- Until maintenance has made each state anew, a date is judged as it was before; the rebuild knows the late starts.
UPDATE "clocks" SET "judged_on" = "due_on" WHERE NOT "projected" AND "due_on" IS NOT NULL;--> statement-breakpoint
UPDATE "complaints" SET "next_judged_on" = "next_due_on" WHERE "next_due_on" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "clocks_undated" ON "clocks" USING btree ("landlord_id","waits_since","complaint_id","stage","kind","n") WHERE waits_since is not null;--> statement-breakpoint
CREATE INDEX "clocks_worklist" ON "clocks" USING btree ("landlord_id","judged_on","complaint_id","stage","kind","n") WHERE met_on is null and stopped_on is null and judged_on is not null and not (kind in ('escalate', 'refer'));--> statement-breakpoint
CREATE INDEX "clocks_of_residents" ON "clocks" USING btree ("landlord_id","judged_on","complaint_id","stage","kind","n") WHERE met_on is null and stopped_on is null and judged_on is not null and (kind in ('escalate', 'refer'));--> statement-breakpoint
CREATE INDEX "complaints_by_due" ON "complaints" USING btree ("landlord_id","next_judged_on","id");--> statement-breakpoint
CREATE INDEX "complaints_by_handler" ON "complaints" USING btree ("landlord_id","handler","next_judged_on","id");