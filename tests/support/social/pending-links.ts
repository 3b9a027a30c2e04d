import * as claim from '@/app/api/identities/claim/route';
import * as confirm from '@/app/api/identities/confirm/route';
import type { Answer, ApiClient } from '@/tests/support/api-client';
import type { SocialApp } from '@/tests/support/social/social-app';

/** The link of a pending identity: its id and token. */
export interface PendingLink {
  claim: string;
  token: string;
}

/** Names an address for the pending identity of this browser. */
export function nameEmail(client: ApiClient, email: string): Promise<Answer> {
  return client.call(claim, 'POST', '/api/identities/claim/', { body: { email } });
}

/** Follows the link of a pending identity. */
export function follow(client: ApiClient, link: object): Promise<Answer> {
  return client.call(confirm, 'POST', '/api/identities/confirm/', { body: link });
}

/** Returns the link in the one mail that has come since the last look. */
export async function newPendingLink(app: SocialApp, to?: string): Promise<PendingLink> {
  const mails = await app.newMails();
  const mail = mails.find(({ subject }) => subject.startsWith('Is this you'));
  const [, id = '', token = ''] =
    /\/identity-confirm\/([\w-]+)\/([\w-]+)$/m.exec(mail?.text ?? '') ?? [];
  if (!token || (to && mail?.to !== to)) throw new Error(`no link in ${JSON.stringify(mails)}`);
  return { claim: id, token };
}
