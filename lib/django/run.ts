/** What an import is about. */
export type Kind = 'user' | 'username' | 'identity';

/** Something of Django's that was left behind; `id` is the row's there, a user's for a user name. */
export interface Skipped {
  kind: Kind;
  id: number;
  reason: string;
}

interface Counts {
  brought: number;
  /** Here already, from an earlier run. */
  present: number;
  skipped: number;
}

/** What an import found out, for its last word. */
export interface ImportSummary {
  users: Counts;
  identities: Counts;
  /** User names left behind of users who were brought. */
  usernamesSkipped: number;
  /** Users brought whose names are not quite as they were: control characters, or too long. */
  namesCleaned: number;
  /** How many passwords of which kinds open nothing here, so that a reset is needed. */
  passwordsToReset: Readonly<Record<string, number>>;
}

/** One import under way: its options, and what it has come to so far. */
export class ImportRun implements ImportSummary {
  readonly users: Counts = { brought: 0, present: 0, skipped: 0 };
  readonly identities: Counts = { brought: 0, present: 0, skipped: 0 };
  readonly passwordsToReset: Record<string, number> = {};
  usernamesSkipped = 0;
  namesCleaned = 0;

  constructor(
    readonly startedAt: Date,
    /** The addresses of active users count as shown to be theirs. */
    readonly areEmailsVerified: boolean,
    private readonly report: (skipped: Skipped) => void,
  ) {}

  /** Nothing is kept of it but the number: there may be any number of them. */
  skip(kind: Kind, id: number, reason: string): void {
    if (kind === 'user') this.users.skipped += 1;
    else if (kind === 'identity') this.identities.skipped += 1;
    else this.usernamesSkipped += 1;
    this.report({ kind, id, reason });
  }

  /** Counts a password of a kind that opens nothing here; null stands for every other. */
  notePassword(unknownKind: string | null): void {
    if (unknownKind === null) return;
    this.passwordsToReset[unknownKind] = (this.passwordsToReset[unknownKind] ?? 0) + 1;
  }
}
