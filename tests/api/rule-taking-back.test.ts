import { expect, it } from 'vitest';
import * as reset from '@/app/api/users/reset_password/route';
import * as resetConfirm from '@/app/api/users/reset_password_confirm/route';
import * as setEmail from '@/app/api/users/set_email/route';
import * as setEmailConfirm from '@/app/api/users/set_email_confirm/route';
import * as setEmailUndo from '@/app/api/users/set_email_undo/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { PASSWORD } from '@/tests/support/password';
import { ada, linkIn, signInBrowser, signUp } from '@/tests/support/people';
import { expectRefusal, rowsOf, startSocialApp, vera } from '@/tests/support/social/social-app';
import { editUser } from '@/tests/support/test-app';

const app = await startSocialApp();
const browser = () => new ApiClient('browser');
const mallory = { sub: 'mallory', email: 'mallory@example.net', email_verified: true };

/** An attacker with a session links an account at a provider that is not the owner's. */
async function trojan(email: string) {
  const attacker = await signInBrowser(email);
  app.be(mallory);
  const { callback } = await app.beginLinking(attacker);
  expectAnswer(await app.complete(attacker, callback), 201, { user: email });
  await app.newMails();
  return attacker;
}

const post = (handlers: Parameters<ApiClient['call']>[0], path: string, body: object) =>
  new ApiClient().call(handlers, 'POST', path, { body });

it('a first reset of the password ends what a stranger linked before', async () => {
  await signUp();
  await trojan(ada.email);
  await post(reset, '/api/users/reset_password/', { email: ada.email });
  const passwords = { new_password: 'an0ther-good-one', re_new_password: 'an0ther-good-one' };
  const body = { ...linkIn((await app.newMails())[0]), ...passwords };
  expectNoContent(await post(resetConfirm, '/api/users/reset_password_confirm/', body));
  expect((await rowsOf(app)).identities).toEqual([]);
  expectAnswer(await app.comeFrom(browser(), mallory), 201, { user: mallory.email });
});

it('an undone change of address ends what a thief linked', async () => {
  await app.ctx.db.query.delete(app.ctx.db.tables.users);
  await signUp();
  await editUser(app.ctx, ada.email, { emailVerifiedAt: app.clock.now() });
  const thief = await trojan(ada.email);
  const change = { new_email: 'attic@example.net', current_password: PASSWORD };
  await thief.call(setEmail, 'POST', '/api/users/set_email/', { body: change });
  const mails = await app.newMails();
  const [confirm, undo] = ['attic@example.net', ada.email].map((address) =>
    linkIn(mails.find(({ to }) => to === address)),
  );
  expectNoContent(await post(setEmailConfirm, '/api/users/set_email_confirm/', { ...confirm }));
  const [moved] = await app.newMails();
  expectNoContent(
    await post(setEmailUndo, '/api/users/set_email_undo/', moved ? linkIn(moved) : { ...undo }),
  );
  expect((await rowsOf(app)).identities).toEqual([]);
  expectAnswer(await app.comeFrom(browser(), mallory), 201, { user: mallory.email });
});

it('an address that its owner gave up a moment ago makes no new account', async () => {
  await app.comeFrom(browser(), vera);
  const owner = (await rowsOf(app)).users.find(({ email }) => email === vera.email);
  const times = { askedAt: app.clock.now(), confirmedAt: app.clock.now() };
  const addresses = { oldEmail: vera.email, newEmail: 'b@example.com' };
  const change = { id: 'x', userId: owner?.id ?? 0, ...addresses, ...times };
  await app.ctx.db.query.insert(app.ctx.db.tables.emailChanges).values(change);
  await editUser(app.ctx, vera.email, { email: addresses.newEmail });
  app.clock.advance(1);
  const answer = await app.comeFrom(browser(), { ...vera, sub: 'thief' });
  const why = 'Authentication failed: somebody gave this address up and may want it back';
  expectRefusal(answer, why);
});
