import type { AccountPurpose } from '@/lib/server/links/token';
import { fillIn, type LinkAddressName } from '@/lib/server/settings/front-end';
import type { Settings } from '@/lib/server/settings/settings';

/** The settings that name the pages of links on a front end of one's own. */
const FRONT_END_PAGES: Readonly<Partial<Record<AccountPurpose, LinkAddressName>>> = {
  activation: 'ACTIVATION_URL',
  'password-reset': 'PASSWORD_RESET_CONFIRM_URL',
  'email-reset': 'EMAIL_RESET_CONFIRM_URL',
  'username-reset': 'USERNAME_RESET_CONFIRM_URL',
};

/** Returns the address of a link, whose page may be one of ours or of the front end's. */
export function linkAddress(
  settings: Settings,
  purpose: AccountPurpose,
  path: string,
  link: { uid: string; token: string },
): string {
  const name = FRONT_END_PAGES[purpose];
  const template = name && settings[name];
  if (template) return `${settings.FRONTEND_URL}/${fillIn(template, link)}`;
  return `${settings.SITE_URL}${path}/${link.uid}/${link.token}`;
}
