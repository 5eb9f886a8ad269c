CREATE TABLE "contact_events" (
	"landlord_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"actor" text NOT NULL,
	"occurred_on" date NOT NULL,
	"recorded_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "contact_events_landlord_id_contact_id_sequence_pk" PRIMARY KEY("landlord_id","contact_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "contact_texts" (
	"landlord_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"field" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "contact_texts_landlord_id_contact_id_sequence_field_pk" PRIMARY KEY("landlord_id","contact_id","sequence","field")
);
--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "refused_complaint_id" uuid;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "status" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "choice" text;--> statement-breakpoint
-- Contacts from before there were events of them get those they must have had: received, and become a complaint on
-- the day that complaint was received, which was at the resident's wish. Only a first attempt was dissatisfaction for
-- certain. The owner, who migrates, sees no rows while the landlords' isolation is forced on it; it is forced again
-- when the migrations are done.
ALTER TABLE "contacts" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "complaints" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "policies" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO "contact_events" ("landlord_id", "contact_id", "sequence", "type", "data", "actor", "occurred_on", "recorded_at")
SELECT c."landlord_id", c."id", 1, 'received',
	c."facts" || jsonb_build_object('kind', c."kind", 'channel', c."channel", 'refusedComplaintId', null,
		'dissatisfied', f."first" OR c."kind" = 'dissatisfaction',
		'asksForWork', f."first" OR c."kind" NOT IN ('feedback', 'compliment', 'dissatisfaction', 'survey-response')),
	'migration', c."received_on", c."created_at"
FROM "contacts" c CROSS JOIN LATERAL (
	SELECT coalesce((
		SELECT p."document" -> 'preStage' ->> 'recordAs' FROM "policies" p
		WHERE p."landlord_id" = c."landlord_id" AND p."version" = c."facts" ->> 'policyVersion'
	), '') = c."kind" AS "first"
) f;
--> statement-breakpoint
INSERT INTO "contact_events" ("landlord_id", "contact_id", "sequence", "type", "data", "actor", "occurred_on", "recorded_at")
SELECT c."landlord_id", c."id", 2, 'became-complaint',
	jsonb_build_object('complaintId', k."id", 'reason', 'resident-wishes', 'rules', jsonb_build_array('Code 1.3')),
	'migration', k."received_on", k."logged_at"
FROM "contacts" c JOIN "complaints" k ON k."landlord_id" = c."landlord_id" AND k."id" = c."complaint_id";
--> statement-breakpoint
UPDATE "contacts" c SET
	"facts" = e."data" || jsonb_build_object('receivedOn', c."received_on", 'choices', '[]'::jsonb,
		'redirections', '[]'::jsonb, 'completion', null,
		'status', CASE WHEN (e."data" ->> 'asksForWork')::boolean THEN 'open' ELSE 'recorded' END,
		'conversion', (
			SELECT b."data" || jsonb_build_object('on', b."occurred_on") FROM "contact_events" b
			WHERE b."landlord_id" = c."landlord_id" AND b."contact_id" = c."id" AND b."sequence" = 2)),
	"status" = CASE WHEN (e."data" ->> 'asksForWork')::boolean THEN 'open' ELSE 'recorded' END,
	"choice" = CASE WHEN c."complaint_id" IS NOT NULL THEN 'complained'
		WHEN (e."data" ->> 'choiceOffered')::boolean THEN 'offered'
		WHEN (e."data" ->> 'dissatisfied')::boolean THEN 'not-offered' ELSE 'not-needed' END
FROM "contact_events" e
WHERE e."landlord_id" = c."landlord_id" AND e."contact_id" = c."id" AND e."sequence" = 1;
--> statement-breakpoint
ALTER TABLE "contacts" ALTER COLUMN "status" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ALTER COLUMN "choice" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "contact_events" ADD CONSTRAINT "contact_events_contact_fk" FOREIGN KEY ("landlord_id","contact_id") REFERENCES "public"."contacts"("landlord_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_texts" ADD CONSTRAINT "contact_texts_contact_fk" FOREIGN KEY ("landlord_id","contact_id") REFERENCES "public"."contacts"("landlord_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_refused_complaint_fk" FOREIGN KEY ("landlord_id","refused_complaint_id") REFERENCES "public"."complaints"("landlord_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contacts_by_status" ON "contacts" USING btree ("landlord_id","status","received_on","id");--> statement-breakpoint
CREATE INDEX "contacts_by_choice" ON "contacts" USING btree ("landlord_id","choice","received_on","id");--> statement-breakpoint
CREATE INDEX "contacts_by_refused_complaint" ON "contacts" USING btree ("landlord_id","refused_complaint_id");--> statement-breakpoint
CREATE TRIGGER "contact_events_append_only"
	BEFORE UPDATE OR DELETE OR TRUNCATE ON "contact_events"
	FOR EACH STATEMENT
	EXECUTE FUNCTION "refuse_change"('events are append-only, a correction is a further event');
