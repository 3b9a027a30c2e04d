import * as identity from '@/app/api/identities/[id]/route';
import { ApiClient } from '@/tests/support/api-client';
import { follow, nameEmail, newPendingLink } from '@/tests/support/social/pending-links';
import {
  addressless,
  CLIENT_SECRET,
  rowsOf,
  type SocialApp,
  unvouched,
  vera,
} from '@/tests/support/social/social-app';

/** One more than the mails that one address gets at once. */
const TOO_MANY = 6;

/** Causes every event of social sign-in in the audit trail; returns the secrets that it used. */
export async function runSocialFlows(app: SocialApp): Promise<string[]> {
  const secrets = [CLIENT_SECRET, app.fake.accessToken];
  const browser = new ApiClient('browser');
  const keepCookies = () => secrets.push(...Object.values(browser.jar));
  const keep = (visit: { url: URL; callback: { state: string; code: string } }) => {
    const { callback, url } = visit;
    secrets.push(callback.state, callback.code, url.searchParams.get('nonce') ?? '');
    keepCookies();
    return callback;
  };

  app.be(vera);
  await app.complete(browser, keep(await app.begin(browser)));
  app.be(unvouched);
  await app.complete(browser, keep(await app.beginLinking(browser, 'acme')), 'acme');
  const [linked] = (await rowsOf(app)).identities.filter(({ provider }) => provider === 'acme');
  await browser.call(identity, 'DELETE', `/api/identities/${linked?.id}/`);

  const { state } = keep(await app.begin(browser));
  await app.complete(browser, { state, code: 'a-canary-of-a-code' });
  await app.newMails();
  app.be({ ...unvouched, sub: 'another' });
  await app.complete(browser, keep(await app.begin(browser)));
  const link = await newPendingLink(app);
  await follow(browser, { ...link, token: 'a-canary-of-a-token' });
  await follow(browser, link);
  keepCookies();
  secrets.push(link.token, 'a-canary-of-a-code', 'a-canary-of-a-token');

  app.be({ ...addressless, sub: 'a third' });
  await app.complete(browser, keep(await app.begin(browser)));
  for (let count = 0; count < TOO_MANY; count += 1) await nameEmail(browser, 'flooded@example.com');
  return secrets;
}
