import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as create from '@/app/api/jwt/create/route';
import { openDatabase } from '@/db/client';
import { findUserByEmail } from '@/db/repositories/users';
import { exportDjango } from '@/lib/django/export-django';
import { importDjango } from '@/lib/django/import-django';
import { readKeys } from '@/lib/edge/keys';
import { assembleContext } from '@/lib/server/runtime/compose';
import { createLog } from '@/lib/server/runtime/log';
import { parseSettings } from '@/lib/server/settings/settings';
import { type Context, setContext } from '@/lib/server/use-case/context';
import { quantile } from '@/scripts/bench/measure/statistics';
import { expectThat } from '@/tests/proofs/django/expect-that';
import { ApiClient } from '@/tests/support/api-client';

const TIMED_ATTEMPTS = 7;

/** A user of Django, and whether the password should open the account here. */
interface Person {
  name: string;
  email: string;
  password: string;
  opens: boolean;
}

/**
 * Imports people of a real Django, one for each of its hashers, and signs them in through the real
 * handlers; then Django signs them in from the export. Throws at the first fault.
 */
export async function provePeople(folder: string): Promise<void> {
  const python = findDjango();
  const people: Person[] = JSON.parse(python(['create', join(folder, 'django.sqlite3')]));
  const ctx = await startApp(folder);
  const onSkip = ({ reason }: { reason: string }) => expectThat(false, reason);
  const from = join(folder, 'django.sqlite3');
  await importDjango(ctx.db, { from, areEmailsVerified: false, onSkip, onProgress: () => {} });
  console.log(`a password for no account takes ${await timeOf('unknown@example.com')} ms`);
  for (const person of people) await provePerson(ctx, person);
  const opened = people.filter(({ opens }) => opens);
  for (const table of ['auth_user', 'users_useraccount']) {
    const to = join(folder, `${table}.sqlite3`);
    await exportDjango(ctx.db, { to, table, onProgress: () => {} });
    const logins = opened.map((person) => ({
      ...person,
      login: table === 'auth_user' ? person.name : person.email.toLowerCase(),
    }));
    const verdicts: { name: string; right: boolean; wrong: boolean }[] = JSON.parse(
      python(['authenticate', table, to], JSON.stringify(logins)),
    );
    for (const { name, right, wrong } of verdicts) expectThat(right && !wrong, `Django: ${name}`);
    console.log(`${verdicts.length} people sign in to Django from the exported ${table}`);
  }
  await ctx.db.close();
}

/** Returns a function that runs `site.py` with the first Python that has a Django. */
function findDjango(): (args: string[], input?: string) => string {
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      execFileSync(python, ['-c', 'import django, bcrypt, argon2'], { stdio: 'ignore' });
      return (args, input = '') =>
        execFileSync(python, ['tests/proofs/django/site.py', ...args], { input, encoding: 'utf8' });
    } catch {
      // The next one, or the sentence below.
    }
  }
  throw new Error('No Django: apt-get install python3-django python3-bcrypt python3-argon2');
}

async function startApp(folder: string): Promise<Context> {
  const settings = parseSettings({
    JWT_SECRET: 'a-secret-for-proofs-of-at-least-32-bytes',
    DATABASE_URL: `file:${join(folder, 'auth.db')}`,
    MAILBOX_DIR: join(folder, 'mailbox'),
    LOG_LEVEL: 'silent',
    RATE_LIMIT: 'off',
  });
  const log = createLog(settings.LOG_LEVEL, process.stdout);
  const db = await openDatabase(settings.DATABASE_URL);
  const keys = await readKeys(settings);
  const context = assembleContext({ settings, keys, db, log, now: () => new Date() });
  setContext(context);
  return context;
}

async function provePerson({ db }: Context, { name, email, password, opens }: Person) {
  const kind = async () => (await findUserByEmail(db, email.toLowerCase()))?.password;
  const before = await kind();
  const wrong = await timeOf(email);
  const first = await signIn(email, password);
  const renewed = await kind();
  const second = await signIn(email, password);
  const wrongAfter = await signIn(email, `${password}x`);
  console.log(`${name}: ${before?.slice(0, 24)}… wrong ${wrong} ms, right ${first}, ${second}`);
  const right = opens ? 200 : password === '' ? 400 : 401;
  expectThat(first === right && second === right && wrongAfter === 401, `${name} signs in`);
  const isTodays = renewed?.startsWith('bcrypt_sha256$$2b$12$') ?? false;
  expectThat(opens ? isTodays : renewed === before, `${name} is renewed`);
  expectThat((await kind()) === renewed, `${name} is renewed once`);
}

/** Returns the median time of a refused attempt, in milliseconds. */
async function timeOf(email: string): Promise<string> {
  const times: number[] = [];
  for (let attempt = 0; attempt < TIMED_ATTEMPTS; attempt += 1) {
    const start = performance.now();
    expectThat((await signIn(email, `wrong ${attempt}`)) === 401, `${email} refuses`);
    times.push(performance.now() - start);
  }
  return quantile(times, 0.5).toFixed(0);
}

async function signIn(email: string, password: string): Promise<number> {
  const call = { body: { email, password } };
  return (await new ApiClient().call(create, 'POST', '/api/jwt/create/', call)).status;
}
