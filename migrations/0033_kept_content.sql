-- Read from the states, which maintenance makes anew for their format: until then no row is incomplete or beyond the Code.
ALTER TABLE "clocks" ADD COLUMN "incomplete" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "clocks" ADD COLUMN "withheld" text[];--> statement-breakpoint
ALTER TABLE "complaints" ADD COLUMN "beyond_the_code" jsonb;--> statement-breakpoint
CREATE INDEX "complaints_beyond_the_code" ON "complaints" USING btree ("landlord_id","id") WHERE beyond_the_code is not null;