CREATE TABLE `identity_claims` (
	`id` text PRIMARY KEY NOT NULL,
	`provider` text NOT NULL,
	`subject` text NOT NULL,
	`email` text,
	`first_name` text NOT NULL,
	`last_name` text NOT NULL,
	`device` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `identity_claims_device` ON `identity_claims` (`device`);--> statement-breakpoint
ALTER TABLE `outbox` ADD `claim_id` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `provider` text;