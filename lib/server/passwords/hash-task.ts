/** The derivation of a key, as one of Django's other kinds of hash asks for it. */
export type Derivation =
  /** The key that a password must give is in base64. */
  | { kind: 'pbkdf2'; digest: string; iterations: number; salt: string; key: string }
  | { kind: 'scrypt'; N: number; r: number; p: number; salt: string; key: string }
  /** The whole hash as its library reads it: `$argon2id$v=19$…`. */
  | { kind: 'argon2'; hash: string };

/** One check of a text: against a bcrypt hash, a derivation, or nothing, which no text fits (null). */
export interface Check {
  text: string;
  against: { kind: 'bcrypt'; hash: string } | Derivation | null;
}

/**
 * A piece of work for a thread: a new hash, whose result is the text of it, or checks, each in the
 * time of one at `cost`, whose result is whether each text fits.
 */
export type HashTask =
  | { kind: 'hash'; text: string; cost: number }
  | { kind: 'checks'; checks: readonly Check[]; cost: number };

/** The result of a task. */
export type HashResult<Task extends HashTask = HashTask> = Task extends { kind: 'hash' }
  ? string
  : boolean[];

/** What does tasks: threads, or in tests the function that they run. */
export interface DoesHashTasks {
  doTask<Task extends HashTask>(task: Task): Promise<HashResult<Task>>;
}
