// @ts-check
// Plain JavaScript that imports packages alone: a worker thread loads this file as it lies here,
// under a server, a test or the command line. What hashes without threads is the same code, bundled.
import { pbkdf2, pbkdf2Sync, scrypt, scryptSync, timingSafeEqual } from 'node:crypto';
import { getPriority, setPriority } from 'node:os';
import { promisify } from 'node:util';
import bcrypt from 'bcryptjs';

/** @typedef {import('@/lib/server/passwords/hash-task').Derivation} Derivation */
/** @typedef {import('@/lib/server/passwords/hash-task').Check} Check */
/** @typedef {import('@/lib/server/passwords/hash-task').HashTask} HashTask */
/** @typedef {import('@/lib/server/passwords/hash-task').HashResult} HashResult */

/** bcrypt's lowest cost: the smallest piece of work that can be made of it. */
const MIN_COST = 4;
/** A thread that knows no time yet takes it at this many steps of cost below today's. */
const SAMPLE_STEPS = 4;
/** The steps of niceness by which a thread stands back: the event loop has a core when it needs one. */
const NICENESS = 10;

/**
 * The functions that derive keys: in a thread, which waits for them, and on the event loop, which
 * leaves them to the threads of Node.js.
 */
const DERIVERS = {
  inThread: {
    pbkdf2: pbkdf2Sync,
    scrypt: scryptSync,
    /** @type {(hash: string, text: string) => Promise<boolean>} */
    argon2: async (hash, text) => (await import('@node-rs/argon2')).verifySync(hash, text),
  },
  onEventLoop: {
    pbkdf2: promisify(pbkdf2),
    /** @type {(text: string, salt: string, bytes: number, options: import('node:crypto').ScryptOptions) => Promise<Buffer>} */
    scrypt: promisify(scrypt),
    /** @type {(hash: string, text: string) => Promise<boolean>} */
    argon2: async (hash, text) => (await import('@node-rs/argon2')).verify(hash, text),
  },
};

/** The time of one round of bcrypt in this thread, in milliseconds, by the last long check. */
/** @type {number | undefined} */
let msPerRound;

/**
 * Does a task in a worker thread. Resolves to its result, or to the code of what failed: an error
 * could tell more of the task, which holds a password.
 * @param {HashTask} task
 * @returns {Promise<{ result: HashResult } | { failure: string }>}
 */
export async function doInThread(task) {
  standBack();
  try {
    return { result: await work(task, DERIVERS.inThread) };
  } catch (error) {
    const { name, code } = /** @type {NodeJS.ErrnoException} */ (error);
    return { failure: String(code ?? name) };
  }
}

/**
 * Does a task on the event loop, in slices of 100 ms.
 * @template {HashTask} Task
 * @param {Task} task
 * @returns {Promise<import('@/lib/server/passwords/hash-task').HashResult<Task>>}
 */
export async function doOnEventLoop(task) {
  const result = await work(task, DERIVERS.onEventLoop);
  return /** @type {import('@/lib/server/passwords/hash-task').HashResult<Task>} */ (result);
}

let hasStoodBack = false;
/** Lowers the priority of the calling thread; only Linux has one for each thread. */
function standBack() {
  if (hasStoodBack || process.platform !== 'linux') return;
  hasStoodBack = true;
  try {
    setPriority(Math.min(19, getPriority() + NICENESS));
  } catch {
    // A sandbox may forbid it: hashes then take the same share of a core as all else.
  }
}

/**
 * @param {HashTask} task
 * @param {typeof DERIVERS[keyof typeof DERIVERS]} derivers
 * @returns {Promise<HashResult>}
 */
async function work(task, derivers) {
  if (task.kind === 'hash') return bcrypt.hash(task.text, task.cost);
  const fits = [];
  for (const { text, against } of task.checks) {
    const isBcrypt = against?.kind === 'bcrypt';
    fits.push(
      isBcrypt
        ? await fitsBcrypt(text, against.hash, task.cost)
        : await fitsOther(text, against, task.cost, derivers),
    );
  }
  return fits;
}

/**
 * Each step of cost doubles the work, so checks at the hash's own cost and at every one from there
 * to today's add up to one of today's.
 * @param {string} text
 * @param {string} hash
 * @param {number} cost
 */
async function fitsBcrypt(text, hash, cost) {
  const isFit = await compare(text, hash, cost);
  for (let step = bcrypt.getRounds(hash); step < cost; step += 1)
    await checkNothing(text, step, cost);
  return isFit;
}

/**
 * The derivation first, then bcrypt for the rest of the time that a check at today's cost takes. In
 * one thread, one after the other: beside each other they would take longer together where no core
 * is free, and their time would tell the kind of hash while many sign in.
 * @param {string} text
 * @param {Derivation | null} derivation
 * @param {number} cost
 * @param {typeof DERIVERS[keyof typeof DERIVERS]} derivers
 */
async function fitsOther(text, derivation, cost, derivers) {
  if (derivation === null) {
    await checkNothing(text, cost, cost);
    return false;
  }
  const start = performance.now();
  const isFit = await derive(text, derivation, derivers);
  const derivedMs = performance.now() - start;
  let rounds = 2 ** cost;
  if (msPerRound === undefined) {
    const sample = Math.max(MIN_COST, cost - SAMPLE_STEPS);
    await checkNothing(text, sample, sample);
    rounds -= 2 ** sample;
  }
  // To the nearest piece that can be made.
  rounds += 2 ** (MIN_COST - 1) - derivedMs / (msPerRound ?? 1);
  for (let step = cost; step >= MIN_COST; step -= 1) {
    if (rounds < 2 ** step) continue;
    await checkNothing(text, step, cost);
    rounds -= 2 ** step;
  }
  return isFit;
}

/**
 * A check that fits nothing and takes as long to say so as a real one of this cost.
 * @param {string} text
 * @param {number} step
 * @param {number} cost
 */
async function checkNothing(text, step, cost) {
  await compare(text, `$2b$${String(step).padStart(2, '0')}$${'.'.repeat(53)}`, cost);
}

/**
 * @param {string} text
 * @param {string} hash
 * @param {number} cost
 */
async function compare(text, hash, cost) {
  const start = performance.now();
  const isFit = await bcrypt.compare(text, hash);
  const rounds = bcrypt.getRounds(hash);
  // Short ones measure what is around them as well.
  const isLong = rounds >= cost - 1;
  if (isLong) msPerRound = (performance.now() - start) / 2 ** rounds;
  return isFit;
}

/**
 * @param {string} text
 * @param {Derivation} derivation
 * @param {typeof DERIVERS[keyof typeof DERIVERS]} derivers
 */
async function derive(text, derivation, derivers) {
  // What is well-formed and yet no hash, such as base64 with stray bits, fits no password either.
  if (derivation.kind === 'argon2') {
    return derivers.argon2(derivation.hash, text).catch(() => false);
  }
  const { salt } = derivation;
  const key = Buffer.from(derivation.key, 'base64');
  if (derivation.kind === 'pbkdf2') {
    const { iterations, digest } = derivation;
    return timingSafeEqual(await derivers.pbkdf2(text, salt, iterations, key.length, digest), key);
  }
  const { N, r, p } = derivation;
  // Node.js counts its own working memory too, a little more than RFC 7914's.
  const options = { N, r, p, maxmem: 128 * r * (N + p + 2) };
  return timingSafeEqual(await derivers.scrypt(text, salt, key.length, options), key);
}
