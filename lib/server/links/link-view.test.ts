import { beforeEach, describe, expect, it } from 'vitest';
import { readPresentedTokens } from '@/lib/server/http/request';
import { findLinkView } from '@/lib/server/links/link-view';
import { ApiClient } from '@/tests/support/api-client';
import { askForReset, signUpHere, startLinkApp } from '@/tests/support/begun-links';
import { linkIn } from '@/tests/support/people';
import { editUser } from '@/tests/support/test-app';

const app = await startLinkApp();
const elsewhere = new ApiClient();
const DEAD = { email: null, state: 'dead', isBegunHere: false };

let people = 0;
let email = '';
beforeEach(() => {
  people += 1;
  email = `person${people}@example.com`;
  app.clock.advance(1);
});

const newestLink = async (path: string) =>
  linkIn((await app.mails()).findLast(({ to, text }) => to === email && text.includes(path)));
const view = (
  client: ApiClient,
  purpose: Parameters<typeof findLinkView>[2],
  link: { uid: string; token: string },
) => {
  const headers = new Headers({ cookie: `begun=${client.jar.begun}` });
  const presented = readPresentedTokens(headers, app.ctx.settings);
  return findLinkView(app.ctx, { presented }, purpose, link);
};

describe('the page of an activation link', () => {
  it('says that it signs in, in the browser that asked for it alone', async () => {
    const browser = new ApiClient('browser');
    await signUpHere(browser, email);
    const link = await newestLink('/activation/');
    expect(await view(browser, 'activation', link)).toEqual({
      email,
      state: 'good',
      isBegunHere: true,
    });
    expect(await view(elsewhere, 'activation', link)).toMatchObject({ isBegunHere: false });
  });

  it('says that the account is active already, if the link is genuine', async () => {
    await signUpHere(elsewhere, email);
    const link = await newestLink('/activation/');
    await app.activate(elsewhere, email);
    expect(await view(elsewhere, 'activation', link)).toEqual({
      email,
      state: 'used',
      isBegunHere: false,
    });
    const { uid, token } = link;
    const last = token.endsWith('A') ? 'E' : 'A';
    for (const forged of [`${token.slice(0, -1)}${last}`, 'x', token.replace('-', '0-')]) {
      expect(await view(elsewhere, 'activation', { uid, token: forged })).toEqual(DEAD);
    }
    await askForReset(elsewhere, email);
    const reset = await newestLink('/password-reset/');
    expect(await view(elsewhere, 'activation', reset)).toEqual(DEAD);
  });

  it('says no more than that a link is dead, once it is old or something has changed', async () => {
    await signUpHere(elsewhere, email);
    const link = await newestLink('/activation/');
    await app.activate(elsewhere, email);
    await editUser(app.ctx, email, { isActive: false });
    expect(await view(elsewhere, 'activation', link)).toEqual(DEAD);
    await editUser(app.ctx, email, { isActive: true });
    app.clock.advance(3 * 86_400);
    expect(await view(elsewhere, 'activation', link)).toEqual(DEAD);
  });
});

describe('the page of a link for a new password', () => {
  it('says that it signs in, in the browser that asked for it, and nothing once it is used', async () => {
    await signUpHere(elsewhere, email);
    const browser = new ApiClient('browser');
    await askForReset(browser, email);
    const link = await newestLink('/password-reset/');
    const good = { email, state: 'good', isBegunHere: true };
    expect(await view(browser, 'password-reset', link)).toEqual(good);
    await app.setPassword(elsewhere, email);
    expect(await view(browser, 'password-reset', link)).toEqual(DEAD);
  });
});
