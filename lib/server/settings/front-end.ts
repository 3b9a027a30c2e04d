import { z } from 'zod';
import { isLoopback } from '@/lib/shared/loopback';

/** True for an address that other paths can be put after, whose traffic no other machine reads. */
function isSafeBase({ protocol, hostname, username, password, search, hash, href }: URL): boolean {
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  const isHost = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])$/.test(hostname);
  const isBare = !username && !password && !search && !hash && !/[?#]$/.test(href);
  return isSafe && isHost && isBare;
}

const FrontEnd = z
  .string()
  .refine((text) => URL.canParse(text) && isSafeBase(new URL(text)), {
    error: 'must be an https address like https://app.example.com or https://example.com/app',
  })
  .transform((text) => new URL(text).href.replace(/\/$/, ''));

/** Characters that a path, a query or a fragment can have as they are. */
const PLAIN = /^[\w.~!$&'()*+,;=:@/?#%-]+$/;

/**
 * True for a path to append to an address, which can lead nowhere but below that address. `path` has
 * the two placeholders filled in.
 */
function isBelow(path: string): boolean {
  if (!PLAIN.test(path) || URL.canParse(path) || path.startsWith('/')) return false;
  const base = 'https://front-end.invalid/below/';
  if (!URL.canParse(`${base}${path}`)) return false;
  return new URL(`${base}${path}`).href.startsWith(base);
}

/** Returns an address with the parts of a link in their places. */
export function fillIn(template: string, { uid, token }: { uid: string; token: string }): string {
  return template.replace(/\{(uid|token)\}/g, (_, name) => (name === 'uid' ? uid : token));
}

const LinkAddress = z
  .string()
  .transform((text) => text.replace(/^\/(?!\/)/, ''))
  .refine(
    (text) => {
      const isOnce = (name: string) => text.split(name).length === 2;
      const filled = fillIn(text, { uid: 'MQ', token: 't0-k_n' });
      return isOnce('{uid}') && isOnce('{token}') && isBelow(filled);
    },
    { error: 'must be a path below FRONTEND_URL with {uid} and {token}, each once' },
  )
  .optional();

/** The addresses of links on a front end of one's own, by the names of their settings. */
const linkAddresses = {
  ACTIVATION_URL: LinkAddress.describe(
    'Djoser’s: the page of `FRONTEND_URL` that activates an account, like `activate/{uid}/{token}`',
  ),
  PASSWORD_RESET_CONFIRM_URL: LinkAddress.describe(
    'Djoser’s: its page that sets a new password, like `#/password/reset/{uid}/{token}`',
  ),
  EMAIL_RESET_CONFIRM_URL: LinkAddress.describe('Its page that changes the address'),
  USERNAME_RESET_CONFIRM_URL: LinkAddress.describe(
    'Djoser’s: its page that changes the user name, with `LOGIN_FIELD=username`',
  ),
} as const;

/** Settings of links that lead to a front end of one's own. */
export const frontEndShape = {
  FRONTEND_URL: FrontEnd.optional().describe(
    'A front end of your own, for the links whose pages the next settings name; https',
  ),
  ...linkAddresses,
} as const;

/** The name of a setting that names a page of the front end. */
export type LinkAddressName = keyof typeof linkAddresses;

/** The names of the settings that name a page of the front end. */
export const LINK_ADDRESSES = Object.keys(linkAddresses) as LinkAddressName[];

/** Returns a warning for a front end none of whose pages is named. */
export function frontEndHints(
  settings: Readonly<Partial<Record<LinkAddressName | 'FRONTEND_URL', string | undefined>>>,
): string[] {
  const isOfUse = LINK_ADDRESSES.some((name) => settings[name]) || !settings.FRONTEND_URL;
  const names = LINK_ADDRESSES.join(', ');
  return isOfUse ? [] : [`FRONTEND_URL does nothing by itself: set ${names} or some of them.`];
}
