import { defineSchema } from '../schema';
import { postgresKit } from './postgres';

// drizzle-kit generates `drizzle/postgres` from the exports of this module.
export const {
  users,
  sessions,
  emailChanges,
  outbox,
  identities,
  identityClaims,
  rateLimits,
  auditEvents,
} = defineSchema(postgresKit);
