import { describe, expect, it } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import { type Answer, ApiClient } from '@/tests/support/api-client';
import { FRIEND, signUpHere, startLinkApp } from '@/tests/support/begun-links';
import { PASSWORD } from '@/tests/support/password';
import { editUser, withChanged } from '@/tests/support/test-app';

const app = await startLinkApp();
const WAITING = 'waiting@example.com';
const GONE = 'gone@example.com';
const ACTIVE = 'active@example.com';
for (const email of [WAITING, GONE, ACTIVE]) await signUpHere(new ApiClient(), email);
await editUser(app.ctx, GONE, { awaitsActivation: false });
await app.activate(new ApiClient(), ACTIVE);

const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
  new ApiClient().call(create, 'POST', '/api/jwt/create/', { body: { email, password }, headers });
const onPage = (email: string, password: string) =>
  signIn(email, password, { 'sec-fetch-site': 'same-origin' });

/** The answer without what differs from request to request, and the code by itself. */
const takeApart = ({ status, text, headers, cookies }: Answer) => {
  const { 'x-error-code': code, 'x-request-id': _, ...others } = Object.fromEntries(headers);
  return { code, rest: { status, text, others, cookies } };
};

describe('the right password of an account that waits for its activation', () => {
  it('is told apart by the code alone, on a page of this site', async () => {
    const waiting = takeApart(await onPage(WAITING, PASSWORD));
    expect(waiting.code).toBe('activation_awaited');
    expect(waiting.rest).toEqual(takeApart(await onPage(ACTIVE, 'wrong')).rest);
    expect(waiting.rest.text).toBe(
      '{"detail":"No active account found with the given credentials"}',
    );
  });

  it.each<[string, Record<string, string>]>([
    ['a client that is no browser', {}],
    ['a page of an allowed origin', { origin: FRIEND }],
    ['an address that was typed', { 'sec-fetch-site': 'none' }],
  ])('is told apart by nothing to %s', async (_, headers) => {
    const waiting = takeApart(await signIn(WAITING, PASSWORD, headers));
    expect(waiting).toEqual(takeApart(await signIn('nobody@example.com', PASSWORD, headers)));
    expect(waiting.code).toBe('no_active_account');
  });

  it('says nothing where no link can be sent', async () => {
    await withChanged(app.ctx.settings, { SEND_ACTIVATION_EMAIL: false }, async () => {
      expect(takeApart(await onPage(WAITING, PASSWORD)).code).toBe('no_active_account');
    });
  });

  it('counts as a failure like any other, so that trying them is bounded', async () => {
    const limits = app.ctx.limits;
    const counted: string[] = [];
    const count: typeof limits.count = async (...counts) => {
      counted.push(...counts.map(([name]) => name));
    };
    const refund: typeof limits.refund = async (...counts) => {
      for (const [name] of counts) counted.splice(counted.indexOf(name), 1);
    };
    await withChanged(limits, { count, refund }, async () => {
      await onPage(WAITING, PASSWORD);
      expect(counted).toEqual(['sign-in', 'sign-in-address']);
      await onPage(ACTIVE, PASSWORD);
      expect(counted).toEqual(['sign-in', 'sign-in-address']);
    });
  });
});

it.each([
  ['a wrong password of one', WAITING, 'wrong'],
  ['an account that an operator has deactivated', GONE, PASSWORD],
  ['an unknown address', 'nobody@example.com', PASSWORD],
])('%s is told apart by nothing, on a page of this site either', async (_, email, password) => {
  const { code, rest } = takeApart(await onPage(email, password));
  expect(code).toBe('no_active_account');
  expect(rest).toEqual(takeApart(await onPage(ACTIVE, 'wrong')).rest);
});

it('takes the time of any other refusal: the password is checked first', async () => {
  const checked: string[] = [];
  const { limits } = app.ctx;
  const queueFairly: typeof limits.queueFairly = async (_place, act) => {
    checked.push('checked');
    return act();
  };
  await withChanged(limits, { queueFairly }, async () => {
    await onPage(WAITING, PASSWORD);
    await onPage('nobody@example.com', PASSWORD);
  });
  expect(checked).toEqual(['checked', 'checked']);
});
