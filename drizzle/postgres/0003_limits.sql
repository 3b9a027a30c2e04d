CREATE TABLE "rate_limits" (
	"id" text PRIMARY KEY NOT NULL,
	"free_at_ms" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "device" text;--> statement-breakpoint
CREATE INDEX "rate_limits_free_at_ms" ON "rate_limits" USING btree ("free_at_ms");