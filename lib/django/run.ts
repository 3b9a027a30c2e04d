import type { OfferedSignIns } from '@/lib/django/sign-ins';

/** The kind of an imported row. */
export type Kind = 'user' | 'username' | 'identity' | 'sign-in';

/**
 * A row of Django that was skipped; `id` is the row's there, the user's for a user name, the identity's
 * for a sign-in that never finds it.
 */
export interface Skipped {
  kind: Kind;
  id: number;
  reason: string;
}

interface Counts {
  brought: number;
  /** Rows that were here already, from an earlier run. */
  present: number;
  skipped: number;
}

/** The summary of an import. */
export interface ImportSummary {
  users: Counts;
  identities: Counts;
  /** User names that were skipped, of users who were brought. */
  usernamesSkipped: number;
  /** Users brought whose names were changed: control characters removed, or cut to length. */
  namesCleaned: number;
  /** Numbers of identities brought that no sign-in here finds, by the name of their backend. */
  identitiesNotFound: Readonly<Record<string, number>>;
  /** Numbers of passwords that cannot be verified here and need a reset, by kind. */
  passwordsToReset: Readonly<Record<string, number>>;
}

/** One import under way: its options, and its counts so far. */
export class ImportRun implements ImportSummary {
  readonly users: Counts = { brought: 0, present: 0, skipped: 0 };
  readonly identities: Counts = { brought: 0, present: 0, skipped: 0 };
  readonly passwordsToReset: Record<string, number> = {};
  readonly identitiesNotFound: Record<string, number> = {};
  usernamesSkipped = 0;
  namesCleaned = 0;

  constructor(
    readonly startedAt: Date,
    /** True if the addresses of active users count as confirmed. */
    readonly areEmailsVerified: boolean,
    /** Null for any that settings may offer one day. */
    readonly offered: OfferedSignIns | null,
    private readonly report: (skipped: Skipped) => void,
  ) {}

  /** Counts and reports a row that is skipped. Only the number is kept: there may be many. */
  skip(kind: Kind, id: number, reason: string): void {
    if (kind === 'user') this.users.skipped += 1;
    else if (kind === 'identity') this.identities.skipped += 1;
    else if (kind === 'username') this.usernamesSkipped += 1;
    this.report({ kind, id, reason });
  }

  /** Counts and reports an identity that is brought, and that no sign-in here finds. */
  countNotFound(backend: string, id: number, reason: string): void {
    this.identitiesNotFound[backend] = (this.identitiesNotFound[backend] ?? 0) + 1;
    this.skip('sign-in', id, reason);
  }

  /** Counts a password of a kind that cannot be verified here; null stands for all others. */
  countPassword(unknownKind: string | null): void {
    if (unknownKind === null) return;
    this.passwordsToReset[unknownKind] = (this.passwordsToReset[unknownKind] ?? 0) + 1;
  }
}
