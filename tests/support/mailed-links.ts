import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { HttpClient, TokenPair } from '@/tests/support/http-client';
import { linkOf } from '@/tests/support/links';
import { PASSWORD } from '@/tests/support/password';

/** Returns the link to `path` in the newest mail to `email` that has one, once it has come. */
export async function linkTo(folder: string, email: string, path: string): Promise<string> {
  const mailbox = join(folder, 'mailbox');
  const find = () => {
    const names = readdirSync(mailbox).filter((name) => name.endsWith('.json'));
    const mails = names.sort().map((name) => JSON.parse(readFileSync(join(mailbox, name), 'utf8')));
    const texts = mails.filter(({ to }) => to === email).map(({ text }) => String(text));
    return texts.flatMap((text) => text.match(new RegExp(`^http.*${path}.*$`, 'm')) ?? []).at(-1);
  };
  await expect.poll(find, { timeout: 10_000 }).toBeDefined();
  return find() ?? '';
}

/** Signs a person up, activates the account by the link of the mail, and signs in. */
export async function activatedPerson(
  http: HttpClient,
  folder: string,
  email: string,
): Promise<TokenPair> {
  const form = { first_name: 'Ada', last_name: 'Lovelace', email, password: PASSWORD };
  await http.post('/api/users/', { ...form, re_password: PASSWORD });
  const { uid, token } = linkOf({ text: await linkTo(folder, email, '/activation/') });
  await http.post('/api/users/activation/', { uid, token });
  const answer = await http.post('/api/jwt/create/', { email, password: PASSWORD });
  return (await answer.json()) as TokenPair;
}
