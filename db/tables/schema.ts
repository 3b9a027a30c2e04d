import type { Kit } from '@/db/dialects/sqlite';
import { defineAuditEvents } from '@/db/tables/audit-events';
import { defineDevices } from '@/db/tables/devices';
import { defineEmailChanges } from '@/db/tables/email-changes';
import { defineIdentities } from '@/db/tables/identities';
import { defineOutbox } from '@/db/tables/outbox';
import { definePendingIdentities } from '@/db/tables/pending-identities';
import { defineRateLimits } from '@/db/tables/rate-limits';
import { defineSessions } from '@/db/tables/sessions';
import { defineUsers } from '@/db/tables/users';

/** Declares every table once, for whichever dialect the kit belongs to. */
export function defineSchema(kit: Kit) {
  const users = defineUsers(kit);
  return {
    users,
    sessions: defineSessions(kit, users),
    devices: defineDevices(kit, users),
    emailChanges: defineEmailChanges(kit, users),
    outbox: defineOutbox(kit, users),
    identities: defineIdentities(kit, users),
    pendingIdentities: definePendingIdentities(kit),
    rateLimits: defineRateLimits(kit),
    auditEvents: defineAuditEvents(kit, users),
  };
}

export type Tables = ReturnType<typeof defineSchema>;
export type User = Tables['users']['$inferSelect'];
export type NewUser = Tables['users']['$inferInsert'];
export type Session = Tables['sessions']['$inferSelect'];
export type Device = Tables['devices']['$inferSelect'];
export type EmailChange = Tables['emailChanges']['$inferSelect'];
export type OutboxMail = Tables['outbox']['$inferSelect'];
export type Identity = Tables['identities']['$inferSelect'];
export type PendingIdentity = Tables['pendingIdentities']['$inferSelect'];
export type NewIdentity = Tables['identities']['$inferInsert'];
export type AuditEvent = Tables['auditEvents']['$inferSelect'];
export type NewAuditEvent = Tables['auditEvents']['$inferInsert'];

export type { MailKind } from '@/db/tables/outbox';
export type { RevokedReason } from '@/db/tables/sessions';
