import { postgresKit } from '@/db/dialects/postgres';
import { defineSchema } from '@/db/tables/schema';

// drizzle-kit generates `drizzle/postgres` from the exports of this module.
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
} = defineSchema(postgresKit);
