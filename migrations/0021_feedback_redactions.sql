ALTER TABLE "feedback_reviews" ADD COLUMN "redactions" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
DROP TRIGGER "feedback_reviews_immutable" ON "feedback_reviews";
--> statement-breakpoint
CREATE TRIGGER "feedback_reviews_immutable"
	BEFORE DELETE OR TRUNCATE ON "feedback_reviews"
	FOR EACH STATEMENT
	EXECUTE FUNCTION "refuse_change"('a review of feedback is immutable');
--> statement-breakpoint
-- Words may be put in the place of words, and only with an entry that says so after those that were there.
CREATE FUNCTION "refuse_but_redaction"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF to_jsonb(NEW) - '{findings,problems,learning,redactions}'::text[]
			IS DISTINCT FROM to_jsonb(OLD) - '{findings,problems,learning,redactions}'::text[]
		OR jsonb_array_length(NEW.redactions) <> jsonb_array_length(OLD.redactions) + 1
		OR NEW.redactions - -1 <> OLD.redactions
	THEN
		RAISE EXCEPTION '% on % is refused: a review of feedback is immutable but for a redaction', TG_OP, TG_TABLE_NAME
			USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
	END IF;
	RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "feedback_reviews_redacted"
	BEFORE UPDATE ON "feedback_reviews"
	FOR EACH ROW
	EXECUTE FUNCTION "refuse_but_redaction"();
--> statement-breakpoint
-- The only way the service has to change a review, since its role may not update the table. Runs with the owner's
-- rights: hence the fixed path, and every name with its schema.
CREATE FUNCTION "redact_feedback_review"(of_month text, words jsonb, redaction jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	UPDATE public.feedback_reviews r SET
		findings = coalesce(words ->> 'findings', r.findings),
		problems = coalesce(words -> 'problems', r.problems),
		learning = coalesce(words ->> 'learning', r.learning),
		redactions = r.redactions || jsonb_build_array(redaction)
	WHERE r.landlord_id = nullif(current_setting('redress.landlord', true), '')::uuid AND r.month = of_month;
	RETURN FOUND;
END;
$$;
