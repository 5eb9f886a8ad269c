CREATE TABLE "access_log" (
	"landlord_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"principal" text NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"request_id" text NOT NULL,
	"operation" text NOT NULL,
	"subject" text,
	"status" integer NOT NULL,
	CONSTRAINT "access_log_landlord_id_id_pk" PRIMARY KEY("landlord_id","id")
);
--> statement-breakpoint
CREATE INDEX "access_log_subject" ON "access_log" USING btree ("landlord_id","subject","id");--> statement-breakpoint
CREATE TRIGGER "access_log_append_only"
	BEFORE UPDATE OR DELETE OR TRUNCATE ON "access_log"
	FOR EACH STATEMENT
	EXECUTE FUNCTION "refuse_change"('the access log is append-only');
