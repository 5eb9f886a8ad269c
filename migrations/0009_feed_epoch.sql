-- Transaction ids, by which the event feed is ordered, begin anew on another server. Which epoch the database is in is
-- a function that answers with a constant: it costs an insert nothing, a dump carries it, and only the owner replaces it.
CREATE SCHEMA "event_feed";
--> statement-breakpoint
CREATE TABLE "event_feed"."epochs" (
	"epoch" integer PRIMARY KEY,
	"server" text,
	"begun_at" timestamp(3) with time zone NOT NULL DEFAULT now()
);
--> statement-breakpoint
INSERT INTO "event_feed"."epochs" ("epoch") VALUES (1);
--> statement-breakpoint
CREATE FUNCTION "feed_epoch"() RETURNS integer LANGUAGE sql STABLE AS 'select 1';
--> statement-breakpoint
DROP INDEX "complaint_events_feed";--> statement-breakpoint
ALTER TABLE "complaint_events" ADD COLUMN "epoch" integer DEFAULT feed_epoch() NOT NULL;--> statement-breakpoint
CREATE INDEX "complaint_events_feed" ON "complaint_events" USING btree ("landlord_id","epoch","xact","position");