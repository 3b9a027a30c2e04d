import * as claim from '@/app/api/identities/claim/route';
import * as confirm from '@/app/api/identities/confirm/route';
import type { Answer, ApiClient } from '@/tests/support/api-client';
import type { SocialApp } from '@/tests/support/social/social-app';

/** What the link of a claim carries. */
export interface ClaimLink {
  claim: string;
  token: string;
}

/** Names an address for what this browser came back with. */
export function nameEmail(client: ApiClient, email: string): Promise<Answer> {
  return client.call(claim, 'POST', '/api/identities/claim/', { body: { email } });
}

/** Follows the link of a claim. */
export function follow(client: ApiClient, link: object): Promise<Answer> {
  return client.call(confirm, 'POST', '/api/identities/confirm/', { body: link });
}

/** The link in the one mail that has come since somebody last looked. */
export async function newClaimLink(app: SocialApp, to?: string): Promise<ClaimLink> {
  const mails = await app.newMails();
  const mail = mails.find(({ subject }) => subject.startsWith('Is this you'));
  const [, id = '', token = ''] =
    /\/identity-confirm\/([\w-]+)\/([\w-]+)$/m.exec(mail?.text ?? '') ?? [];
  if (!token || (to && mail?.to !== to)) throw new Error(`no link in ${JSON.stringify(mails)}`);
  return { claim: id, token };
}
