import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as users from '@/app/api/users/route';
import * as setPassword from '@/app/api/users/set_password/route';
import {
  createHashThreads,
  getHashThreads,
  type HashThreads,
  setHashThreads,
} from '@/lib/server/passwords/hash-threads';
import { ApiClient } from '@/tests/support/api-client';
import { cleanUp } from '@/tests/support/clean-up';
import { DJANGO_HASHES, DJANGO_PASSWORD } from '@/tests/support/django-hashes';
import { PASSWORD } from '@/tests/support/password';
import { ada, signInBrowser, signUp } from '@/tests/support/people';
import { editUser, startTestApp, withChanged } from '@/tests/support/test-app';

const app = await startTestApp();
await signUp();
const usual = getHashThreads();
afterEach(() => setHashThreads(usual));

const signIn = (password: string) =>
  new ApiClient().call(create, 'POST', '/api/jwt/create/', {
    body: { email: ada.email, password },
  });

/** The kinds of the tasks that `act` has done, each marked if it was not in the caller's turn. */
async function tasksOf(act: () => Promise<unknown>): Promise<string[]> {
  const tasks: string[] = [];
  let isInTurn = false;
  const doTask: HashThreads['doTask'] = (task) => {
    tasks.push(isInTurn ? task.kind : `${task.kind} out of turn`);
    return usual.doTask(task);
  };
  setHashThreads({ ...usual, doTask });
  const queueFairly: typeof app.ctx.limits.queueFairly = async (_place, work) => {
    isInTurn = true;
    const done = await work();
    isInTurn = false;
    return done;
  };
  await withChanged(app.ctx.limits, { queueFairly }, act);
  return tasks;
}

describe('a hash is computed in the turn of its request alone', () => {
  it('at a sign-in, with the renewal of a hash that is not today’s', async () => {
    expect(await tasksOf(() => signIn('wrong'))).toEqual(['checks']);
    expect(await tasksOf(() => signIn(PASSWORD))).toEqual(['checks']);
    await editUser(app.ctx, ada.email, { password: DJANGO_HASHES.pbkdf2_sha256 });
    expect(await tasksOf(() => signIn(DJANGO_PASSWORD))).toEqual(['checks', 'hash']);
    expect(await tasksOf(() => signIn(DJANGO_PASSWORD))).toEqual(['checks']);
  });

  it('at a sign-up, and at a change of the password', async () => {
    const body = { ...ada, email: 'grace@example.com' };
    const register = () => new ApiClient().call(users, 'POST', '/api/users/', { body });
    expect(await tasksOf(register)).toEqual(['hash']);
    const browser = await signInBrowser(body.email);
    const change = { current_password: PASSWORD, new_password: `${PASSWORD} 2` };
    const path = '/api/users/set_password/';
    const set = () => browser.call(setPassword, 'POST', path, { body: change });
    expect(await tasksOf(set)).toEqual(['checks', 'hash']);
  });
});

it('503 when threads die of a request, which tells nothing; the next one is served', async () => {
  // Where a thread's file finds the packages.
  const folder = mkdtempSync(join(process.cwd(), 'node_modules/.hashing-'));
  cleanUp(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'dying.mjs');
  writeFileSync(
    file,
    `import { doInThread as work } from '${process.cwd()}/lib/server/passwords/hash-work.mjs';
    export const doInThread = (task) => {
      if (JSON.stringify(task).includes('hunter2')) setImmediate(() => { throw new Error(JSON.stringify(task)); });
      return JSON.stringify(task).includes('hunter2') ? new Promise(() => {}) : work(task);
    };`,
  );
  setHashThreads(createHashThreads({ threads: 2, file }));
  // A hash that is not bcrypt's over SHA-256 is checked with the password as it is.
  await editUser(app.ctx, ada.email, { password: DJANGO_HASHES.pbkdf2_sha256 });
  expect((await signIn('wrong')).status).toBe(401);
  const answer = await signIn('hunter2');
  expect([answer.status, answer.text]).toEqual([
    503,
    '{"detail":"Service temporarily unavailable."}',
  ]);
  expect(answer.headers.has('retry-after')).toBe(true);
  expect(app.logged).toContainEqual(
    expect.objectContaining({ level: 'error', msg: 'hash threads unavailable' }),
  );
  expect(JSON.stringify(app.logged)).not.toContain('hunter2');
  expect((await signIn(DJANGO_PASSWORD)).status).toBe(200);
});
