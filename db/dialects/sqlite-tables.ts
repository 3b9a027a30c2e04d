import { defineSchema } from '../schema';
import { sqliteKit } from './sqlite';

// drizzle-kit generates `drizzle/sqlite` from the exports of this module.
export const {
  users,
  sessions,
  emailChanges,
  outbox,
  identities,
  identityClaims,
  rateLimits,
  auditEvents,
} = defineSchema(sqliteKit);
