import { sqliteKit } from '@/db/dialects/sqlite';
import { defineSchema } from '@/db/tables/schema';

// drizzle-kit generates `drizzle/sqlite` from the exports of this module.
export const {
  users,
  sessions,
  devices,
  emailChanges,
  outbox,
  identities,
  pendingIdentities,
  rateLimits,
  auditEvents,
} = defineSchema(sqliteKit);
