ALTER TABLE "complaints" ADD COLUMN "case_system" text;--> statement-breakpoint
ALTER TABLE "complaints" ADD COLUMN "case_number" text;--> statement-breakpoint
CREATE UNIQUE INDEX "complaints_case_unique" ON "complaints" USING btree ("landlord_id","case_system","case_number") WHERE case_number is not null;--> statement-breakpoint
CREATE FUNCTION "forget_case"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.case_system := NULL;
	NEW.case_number := NULL;
	RETURN NEW;
END;
$$;
--> statement-breakpoint
-- It leads back to the person, so it goes with an erasure, by whichever release that is done. The condition is asked
-- without calling the function, so that it costs the other acts nothing.
CREATE TRIGGER "complaints_forget_case"
	BEFORE UPDATE ON "complaints"
	FOR EACH ROW
	WHEN (NEW."case_number" IS NOT NULL AND NEW."state" #>> '{privacy,erasedOn}' IS NOT NULL)
	EXECUTE FUNCTION "forget_case"();
