import { expect, it } from 'vitest';
import { changeAccount } from '@/db/repositories/accounts';
import {
  findPendingIdentity,
  insertingPendingIdentity,
} from '@/db/repositories/pending-identities';
import { findUserByEmail } from '@/db/repositories/users';
import { findPendingDetails } from '@/lib/server/identities/pending-details';
import { signLink } from '@/lib/server/links/token';
import { signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();

/** A pending identity with this address, of now, and the link that goes there. */
async function pendTo(email: string) {
  const { db, settings, now } = app.ctx;
  const who = { provider: 'google', subject: email, firstName: 'Ada', lastName: 'Lovelace' };
  const pending = { ...who, id: `pending-${email}`, email, device: 'a hash', createdAt: now() };
  await insertingPendingIdentity(db, pending);
  return { uid: pending.id, token: signLink('identity-confirm', { pending }, settings, now()) };
}

it('tells provider and address, as often as the page is opened, and spends nothing', async () => {
  const link = await pendTo('new@example.com');
  const details = { provider: 'Google', email: 'new@example.com', endsPassword: false };
  expect(await findPendingDetails(app.ctx, link)).toEqual(details);
  expect(await findPendingDetails(app.ctx, link)).toEqual(details);
  expect(await findPendingIdentity(app.ctx.db, link.uid)).not.toBeNull();
  expect(app.logged.filter((line) => JSON.stringify(line).includes('link-refused'))).toEqual([]);
});

it('says that a password goes only where the address was never confirmed', async () => {
  const email = 'taken@example.com';
  await signUp({ email });
  const link = await pendTo(email);
  expect((await findPendingDetails(app.ctx, link))?.endsPassword).toBe(true);
  const user = await findUserByEmail(app.ctx.db, email);
  if (user) await changeAccount(app.ctx.db, user, { emailVerifiedAt: app.ctx.now() }, []);
  expect((await findPendingDetails(app.ctx, link))?.endsPassword).toBe(false);
});

it('finds nothing for a link that is forged, of another pending identity or an hour old', async () => {
  const link = await pendTo('ada@example.com');
  const other = await pendTo('bob@example.com');
  const wrong = [
    { uid: link.uid, token: other.token },
    { ...link, token: '' },
    { ...link, uid: '' },
  ];
  for (const one of wrong) expect(await findPendingDetails(app.ctx, one)).toBeNull();
  app.clock.advance(3599);
  expect(await findPendingDetails(app.ctx, link)).not.toBeNull();
  app.clock.advance(1);
  expect(await findPendingDetails(app.ctx, link)).toBeNull();
});
