DROP INDEX `sessions_user_id`;--> statement-breakpoint
CREATE INDEX `sessions_user_id_device` ON `sessions` (`user_id`,`device`);