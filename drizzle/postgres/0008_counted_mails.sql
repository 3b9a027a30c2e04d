ALTER TABLE "outbox" ADD COLUMN "is_counted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "is_unconfirmed" boolean DEFAULT false NOT NULL;