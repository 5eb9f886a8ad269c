ALTER TABLE "complaints" ADD COLUMN "departures" jsonb;--> statement-breakpoint
CREATE INDEX "complaints_departed" ON "complaints" USING btree ("landlord_id","id") WHERE departures is not null;