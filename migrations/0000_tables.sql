CREATE TABLE "api_keys" (
	"landlord_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"roles" text[] NOT NULL,
	"expires_at" timestamp(3) with time zone,
	"revoked_at" timestamp(3) with time zone,
	"last_used_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "api_keys_landlord_id_id_pk" PRIMARY KEY("landlord_id","id"),
	CONSTRAINT "api_keys_hash_unique" UNIQUE("landlord_id","hash")
);
--> statement-breakpoint
CREATE TABLE "clocks" (
	"landlord_id" uuid NOT NULL,
	"complaint_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"kind" text NOT NULL,
	"n" integer DEFAULT 0 NOT NULL,
	"anchor_on" date,
	"due_on" date,
	"original_due_on" date,
	"projected" boolean NOT NULL,
	"met_on" date,
	"stopped_on" date,
	"handler" text,
	CONSTRAINT "clocks_landlord_id_complaint_id_stage_kind_n_pk" PRIMARY KEY("landlord_id","complaint_id","stage","kind","n")
);
--> statement-breakpoint
CREATE TABLE "complaint_counters" (
	"landlord_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "complaint_counters_landlord_id_year_pk" PRIMARY KEY("landlord_id","year")
);
--> statement-breakpoint
CREATE TABLE "complaint_events" (
	"landlord_id" uuid NOT NULL,
	"complaint_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"promised" jsonb NOT NULL,
	"actor" text NOT NULL,
	"occurred_on" date NOT NULL,
	"occurred_at" timestamp(3) with time zone,
	"recorded_at" timestamp(3) with time zone NOT NULL,
	"xact" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "complaint_events_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	CONSTRAINT "complaint_events_landlord_id_complaint_id_sequence_pk" PRIMARY KEY("landlord_id","complaint_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "complaint_external_references" (
	"landlord_id" uuid NOT NULL,
	"system" text NOT NULL,
	"external_id" text NOT NULL,
	"complaint_id" uuid NOT NULL,
	CONSTRAINT "complaint_external_references_pk" PRIMARY KEY("landlord_id","system","external_id","complaint_id")
);
--> statement-breakpoint
CREATE TABLE "complaints" (
	"landlord_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"reference" text NOT NULL,
	"version" integer NOT NULL,
	"policy_version" text NOT NULL,
	"calendar_version" text NOT NULL,
	"status" text NOT NULL,
	"stage" text NOT NULL,
	"outcome" text,
	"handler" text,
	"channel" text NOT NULL,
	"categories" text[] NOT NULL,
	"tenure" text,
	"received_on" date NOT NULL,
	"next_due_on" date,
	"next_due_kind" text,
	"next_due_stage" text,
	"state" jsonb NOT NULL,
	"logged_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "complaints_landlord_id_id_pk" PRIMARY KEY("landlord_id","id"),
	CONSTRAINT "complaints_reference_unique" UNIQUE("landlord_id","reference")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"landlord_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"received_on" date NOT NULL,
	"channel" text NOT NULL,
	"kind" text NOT NULL,
	"facts" jsonb NOT NULL,
	"person" jsonb,
	"summary" text,
	"complaint_id" uuid,
	"created_at" timestamp(3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "contacts_landlord_id_id_pk" PRIMARY KEY("landlord_id","id")
);
--> statement-breakpoint
CREATE TABLE "landlords" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"division" text NOT NULL,
	"zone" text NOT NULL,
	"homes" jsonb NOT NULL,
	"ombudsman_contact" jsonb,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "parties" (
	"landlord_id" uuid NOT NULL,
	"complaint_id" uuid NOT NULL,
	"role" text NOT NULL,
	"n" integer NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "parties_landlord_id_complaint_id_role_n_pk" PRIMARY KEY("landlord_id","complaint_id","role","n")
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"landlord_id" uuid NOT NULL,
	"version" text NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"document" jsonb NOT NULL,
	"published_at" timestamp(3) with time zone NOT NULL,
	"published_by" text NOT NULL,
	CONSTRAINT "policies_landlord_id_version_pk" PRIMARY KEY("landlord_id","version"),
	CONSTRAINT "policies_effective_from_unique" UNIQUE("landlord_id","effective_from")
);
--> statement-breakpoint
CREATE TABLE "texts" (
	"landlord_id" uuid NOT NULL,
	"complaint_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"field" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "texts_landlord_id_complaint_id_sequence_field_pk" PRIMARY KEY("landlord_id","complaint_id","sequence","field")
);
--> statement-breakpoint
ALTER TABLE "clocks" ADD CONSTRAINT "clocks_complaint_fk" FOREIGN KEY ("landlord_id","complaint_id") REFERENCES "public"."complaints"("landlord_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complaint_counters" ADD CONSTRAINT "complaint_counters_landlord_id_landlords_id_fk" FOREIGN KEY ("landlord_id") REFERENCES "public"."landlords"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complaint_events" ADD CONSTRAINT "complaint_events_complaint_fk" FOREIGN KEY ("landlord_id","complaint_id") REFERENCES "public"."complaints"("landlord_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complaint_external_references" ADD CONSTRAINT "complaint_external_references_complaint_fk" FOREIGN KEY ("landlord_id","complaint_id") REFERENCES "public"."complaints"("landlord_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complaints" ADD CONSTRAINT "complaints_policy_fk" FOREIGN KEY ("landlord_id","policy_version") REFERENCES "public"."policies"("landlord_id","version") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_landlord_id_landlords_id_fk" FOREIGN KEY ("landlord_id") REFERENCES "public"."landlords"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_complaint_fk" FOREIGN KEY ("landlord_id","complaint_id") REFERENCES "public"."complaints"("landlord_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parties" ADD CONSTRAINT "parties_complaint_fk" FOREIGN KEY ("landlord_id","complaint_id") REFERENCES "public"."complaints"("landlord_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_landlord_id_landlords_id_fk" FOREIGN KEY ("landlord_id") REFERENCES "public"."landlords"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "texts" ADD CONSTRAINT "texts_complaint_fk" FOREIGN KEY ("landlord_id","complaint_id") REFERENCES "public"."complaints"("landlord_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clocks_worklist" ON "clocks" USING btree ("landlord_id","due_on","complaint_id","stage","kind","n") WHERE met_on is null and stopped_on is null and due_on is not null and not projected and not (kind in ('escalate', 'refer'));--> statement-breakpoint
CREATE INDEX "clocks_of_residents" ON "clocks" USING btree ("landlord_id","due_on","complaint_id","stage","kind","n") WHERE met_on is null and stopped_on is null and due_on is not null and not projected and (kind in ('escalate', 'refer'));--> statement-breakpoint
CREATE INDEX "complaint_events_feed" ON "complaint_events" USING btree ("landlord_id","xact","position");--> statement-breakpoint
CREATE INDEX "complaints_by_due" ON "complaints" USING btree ("landlord_id","next_due_on","id");--> statement-breakpoint
CREATE INDEX "complaints_by_received" ON "complaints" USING btree ("landlord_id","received_on","id");--> statement-breakpoint
CREATE INDEX "complaints_by_updated" ON "complaints" USING btree ("landlord_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "complaints_by_handler" ON "complaints" USING btree ("landlord_id","handler","next_due_on","id");--> statement-breakpoint
CREATE INDEX "contacts_by_received" ON "contacts" USING btree ("landlord_id","received_on","id");--> statement-breakpoint
CREATE INDEX "contacts_by_complaint" ON "contacts" USING btree ("landlord_id","complaint_id");