ALTER TABLE "complaints" ADD COLUMN "state_format" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "complaints" ADD COLUMN "state_version" integer DEFAULT 0 NOT NULL;