ALTER TABLE `outbox` ADD `is_counted` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `outbox` ADD `is_unconfirmed` integer DEFAULT false NOT NULL;