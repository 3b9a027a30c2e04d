import { expect, it } from 'vitest';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as logout from '@/app/api/logout/route';
import * as others from '@/app/api/sessions/route';
import * as undoEmail from '@/app/api/users/set_email_undo/route';
import * as setPassword from '@/app/api/users/set_password/route';
import { deleteUser } from '@/db/repositories/accounts';
import { findUserByEmail } from '@/db/repositories/users';
import { verifyToken } from '@/lib/edge/tokens';
import { setActive, signOutEverywhere } from '@/lib/server/accounts/administration';
import { SESSION_END_CODES } from '@/lib/shared/error-codes';
import { ApiClient } from '@/tests/support/api-client';
import { movingPeople } from '@/tests/support/moving-people';
import { PASSWORD } from '@/tests/support/password';
import { bearerOf, signIn, signUp, tokensOf } from '@/tests/support/people';
import { startTestApp, withChanged } from '@/tests/support/test-app';

// What the bearer of a refresh token is told about a session that is over.

const app = await startTestApp();
const admin = { ...app.ctx, bcryptCost: 4 };
const { movingPerson } = movingPeople(app);
const DAY_SECONDS = 86_400;

let people = 0;
/** A new user with a session, and the tokens of it. */
async function newPerson() {
  people += 1;
  const email = `person${people}@example.com`;
  await signUp({ email });
  return { email, tokens: await signIn(email) };
}
type Person = Awaited<ReturnType<typeof newPerson>>;

const exchange = (token: string) =>
  new ApiClient().call(refresh, 'POST', '/api/jwt/refresh/', { body: { refresh: token } });
const asOwner = async ({ email }: Person) => ({ headers: await bearerOf(email) });
async function requireUser({ email }: Person) {
  const user = await findUserByEmail(app.ctx.db, email);
  if (!user) throw new Error(`no ${email}`);
  return user;
}

const ENDS: Readonly<Record<string, [string, (person: Person) => Promise<unknown>]>> = {
  'was left unused for a day': ['session_expired', async () => app.clock.advance(DAY_SECONDS)],
  'signed out': [
    'session_ended',
    ({ tokens }) =>
      new ApiClient().call(logout, 'POST', '/api/logout/', {
        headers: { authorization: `Bearer ${tokens.access}` },
      }),
  ],
  'was ended from another device': [
    'session_ended',
    async (person) =>
      new ApiClient().call(others, 'DELETE', '/api/sessions/', await asOwner(person)),
  ],
  'sent its token again after the grace, as after a lost answer': [
    'session_reused',
    async ({ tokens }) => {
      await exchange(tokens.refresh);
      app.clock.advance(11);
    },
  ],
  'had its token copied and sent by another client': [
    'session_reused',
    async ({ tokens }) => {
      const fresh = tokensOf(await exchange(tokens.refresh));
      app.clock.advance(11);
      await exchange(tokens.refresh);
      tokens.refresh = fresh.refresh;
    },
  ],
  'had its password changed elsewhere': [
    'session_ended_by_password',
    async (person) => {
      const body = { current_password: PASSWORD, new_password: 'an0ther-good-one' };
      const call = { body, ...(await asOwner(person)) };
      await new ApiClient().call(setPassword, 'POST', '/api/users/set_password/', call);
    },
  ],
  'was ended by an operator': [
    'session_ended_by_operator',
    async (person) => signOutEverywhere(admin, await requireUser(person)),
  ],
  'belongs to an account that an operator deactivated': [
    'account_deactivated',
    async (person) => setActive(admin, await requireUser(person), false),
  ],
};

const OVER = '{"detail":"Token is invalid or expired","code":"token_not_valid"}';

it.each(Object.keys(ENDS))('a session that %s is over for a reason with a code', async (name) => {
  const [code, end] = ENDS[name] ?? ['', () => Promise.reject(new Error(name))];
  const person = await newPerson();
  await end(person);
  // The second time: the reason is not lost with the first answer.
  for (const round of ['first', 'second']) {
    const answer = await exchange(person.tokens.refresh);
    expect([answer.status, answer.headers.get('x-error-code')], round).toEqual([401, code]);
    // Djoser's clients read what they always read.
    expect(answer.text).toBe(OVER);
    expect(answer.cookies).toMatchObject([
      { name: 'access', value: '', maxAge: 0 },
      { name: 'refresh', value: '', maxAge: 0 },
    ]);
  }
});

it('the session of a stranger is over because the owner took the address back', async () => {
  const { email, undo } = await movingPerson();
  app.clock.advance(1);
  const { refresh: token } = await signIn(email);
  await new ApiClient().call(undoEmail, 'POST', '/api/users/set_email_undo/', { body: undo });
  expect((await exchange(token)).headers.get('x-error-code')).toBe('session_ended_by_address');
});

it('the tests above and below have each code', () => {
  const seen = new Set([...Object.values(ENDS).map(([code]) => code), 'session_ended_by_address']);
  expect([...seen].sort()).toEqual([...SESSION_END_CODES].sort());
});

it('no reason is told to the bearer of a token that we did not sign, or of an account that is gone', async () => {
  const person = await newPerson();
  const { refresh: token } = person.tokens;
  await signOutEverywhere(admin, await requireUser(person));
  const [head, body, signature = ''] = token.split('.');
  const other = signature.startsWith('A') ? 'B' : 'A';
  const forged = [
    'x.y.z',
    `${head}.${body}.${other}${signature.slice(1)}`,
    `${head}.${body}.`,
    (await signIn((await newPerson()).email)).refresh.replace(/\.[\w-]+$/, `.${signature}`),
  ];
  for (const one of forged) {
    const answer = await exchange(one);
    expect(answer.headers.get('x-error-code'), one).toBe('token_not_valid');
  }
  expect((await exchange(token)).headers.get('x-error-code')).toBe('session_ended_by_operator');
  await deleteUser(app.ctx.db, (await requireUser(person)).id);
  expect((await exchange(token)).headers.get('x-error-code')).toBe('token_not_valid');
});

it('a token that is not ours costs no query', async () => {
  const answer = await withChanged(app.ctx.db, { tables: null }, () => exchange('x.y.z'));
  expect(answer.headers.get('x-error-code')).toBe('token_not_valid');
});

it('a copied token still ends the session while its owner is away', async () => {
  const { tokens } = await newPerson();
  const fresh = tokensOf(await exchange(tokens.refresh));
  app.clock.advance(11);
  expect((await exchange(tokens.refresh)).status).toBe(401);
  expect((await exchange(fresh.refresh)).status).toBe(401);
  expect(await verifyToken(fresh.refresh, app.ctx.keys, app.clock.now())).not.toBeNull();
});
