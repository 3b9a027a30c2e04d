import { createHash, randomBytes } from 'node:crypto';
import { compare, getRounds, hash } from 'bcryptjs';
import pLimit from 'p-limit';

/**
 * One hash at a time: bcryptjs gives way to other work between slices of 100 ms, so several at once
 * would make every other request wait that many slices a turn and finish no sooner.
 */
const oneAtATime = pLimit(1);

/** As long as Django's noise. */
const UNUSABLE_BYTES = 30;

interface Verifier {
  /** What its encoded hashes look like; anything else fits no password. */
  form: RegExp;
  verify(password: string, encoded: string): Promise<boolean>;
  /** The bcrypt cost that takes as long as verifying this hash. */
  cost(encoded: string): number;
}

/** Django's `bcrypt_sha256$` + bcrypt over the hex SHA-256, so no byte of the password is cut. */
const bcryptSha256: Verifier = {
  form: /^bcrypt_sha256\$\$2[aby]\$(?:0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}$/,
  verify: (password, encoded) =>
    oneAtATime(() => compare(sha256Hex(password), encoded.slice('bcrypt_sha256$'.length))),
  cost: (encoded) => getRounds(encoded.slice('bcrypt_sha256$'.length)),
};

/** Every kind of hash that opens an account. */
const VERIFIERS: readonly Verifier[] = [bcryptSha256];

function sha256Hex(password: string): string {
  return createHash('sha256').update(password, 'utf8').digest('hex');
}

/** Django's encoded form of a new hash, `bcrypt_sha256$$2b$12$…`. */
export async function hashPassword(password: string, cost: number): Promise<string> {
  const bcrypt = await oneAtATime(() => hash(sha256Hex(password), cost));
  return `bcrypt_sha256$${bcrypt}`;
}

/** What stands in the place of a hash where no password is to open the account, as in Django. */
export function makeUnusablePassword(): string {
  return `!${randomBytes(UNUSABLE_BYTES).toString('base64url')}`;
}

/** Matches no password and takes as long to say so as a real hash of this cost. */
function dummyHash(cost: number): string {
  return `bcrypt_sha256$$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`;
}

/** What `verifyPassword` found out. */
export interface Verdict {
  isCorrect: boolean;
  /** The hash should be renewed with the password just typed. */
  needsRehash: boolean;
}

/**
 * Checks a password against an encoded hash. Without an account (null), or with a hash that no
 * password fits or that cannot be read, the answer is no, after the time of a real check. A hash
 * of a lower cost takes that time as well: each step of cost doubles the work, so one check at
 * every cost from its own up adds up to one at today's.
 */
export async function verifyPassword(
  password: string,
  encoded: string | null,
  cost: number,
): Promise<Verdict> {
  const verifier = VERIFIERS.find(({ form }) => encoded !== null && form.test(encoded));
  if (!verifier || encoded === null) {
    await bcryptSha256.verify(password, dummyHash(cost));
    return { isCorrect: false, needsRehash: false };
  }
  const isCorrect = await verifier.verify(password, encoded);
  const ownCost = verifier.cost(encoded);
  for (let step = ownCost; step < cost; step += 1) {
    await bcryptSha256.verify(password, dummyHash(step));
  }
  return { isCorrect, needsRehash: isCorrect && ownCost < cost };
}
