ALTER TABLE "audit_events" ADD COLUMN "last_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "count" bigint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "fold_key" text;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_events_fold_key" ON "audit_events" USING btree ("fold_key");