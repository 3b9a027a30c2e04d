import type { EmailChange, MailKind, OutboxMail, Session, User } from '../../../db/schema';
import { routes } from '../../shared/routes';
import { deviceName } from '../auth/device-name';
import { encodeUid, type LinkPurpose, signLink } from '../auth/link-token';
import type { Settings } from '../env';
import { composeMessage, type Draft, type Message } from './message';
import { accountCreated } from './messages/account-created';
import { activation } from './messages/activation';
import { emailChanged } from './messages/email-changed';
import { emailChanging } from './messages/email-changing';
import { emailConfirm } from './messages/email-confirm';
import { emailReset } from './messages/email-reset';
import { newDevice } from './messages/new-device';
import { passwordChanged } from './messages/password-changed';
import { passwordReset } from './messages/password-reset';
import { sessionEnded } from './messages/session-ended';

/** What a mail is made from: the row that asks for it and the account as it is now. */
interface About {
  user: User;
  change: EmailChange | null;
  session: Session | null;
  siteName: string;
  /** A page of ours, by its path. */
  page: (path: string) => string;
  /** A page of ours with a link's uid and token. */
  link: (purpose: LinkPurpose, path: string) => string;
}

/** What a queued mail is about, as far as it is still there. */
export interface MailSubject {
  user: User | null;
  change: EmailChange | null;
  session: Session | null;
}

/** Each kind of mail; null where it has become pointless before it could be sent. */
const DRAFTS: Readonly<Record<MailKind, (about: About) => Omit<Draft, 'to'> | null>> = {
  activation: ({ user, siteName, link }) =>
    user.isActive ? null : activation(siteName, link('activation', routes.activation)),
  'account-created': ({ siteName, page }) => accountCreated(siteName, page(routes.login)),
  'password-reset': ({ siteName, link }) =>
    passwordReset(siteName, link('password-reset', routes.passwordReset)),
  'password-changed': ({ siteName, page }) => passwordChanged(siteName, page(routes.passwordReset)),
  'email-confirm': ({ change, siteName, link }) =>
    change && !change.confirmedAt
      ? emailConfirm(siteName, link('email-confirm', routes.emailConfirm))
      : null,
  'email-changing': ({ change, siteName, link }) =>
    change && emailChanging(siteName, change.newEmail, link('email-undo', routes.emailUndo)),
  'email-changed': ({ change, siteName, link }) =>
    change && emailChanged(siteName, change.newEmail, link('email-undo', routes.emailUndo)),
  'email-reset': ({ siteName, link }) =>
    emailReset(siteName, link('email-reset', routes.emailReset)),
  'new-device': ({ session, siteName, page }) =>
    session &&
    newDevice(
      siteName,
      {
        device: deviceName(session.userAgent),
        ipAddress: session.ipAddress,
        at: session.createdAt,
      },
      page(routes.account),
    ),
  'session-ended': ({ siteName, page }) => sessionEnded(siteName, page(routes.login)),
};

/** Mails that go to whoever has the account's address, and to nobody who had it. */
const FOLLOWS_ADDRESS: ReadonlySet<MailKind> = new Set([
  'activation',
  'password-reset',
  'email-reset',
]);

/**
 * Writes a queued mail about a user, and perhaps a change of address or a session of theirs. Its link is signed now, so none is ever stored. Null if there is nobody to
 * send it to, or no reason any more.
 */
export function renderMail(
  mail: Pick<OutboxMail, 'kind' | 'recipient'>,
  { user, change, session }: MailSubject,
  settings: Settings,
  now: Date,
): Message | null {
  if (!user || (FOLLOWS_ADDRESS.has(mail.kind) && user.email !== mail.recipient)) return null;
  const page = (path: string) => `${settings.SITE_URL}${path}`;
  const draft = DRAFTS[mail.kind]({
    user,
    change,
    session,
    siteName: settings.SITE_NAME,
    page,
    link: (purpose, path) =>
      page(`${path}/${encodeUid(user.id)}/${signLink(purpose, { user, change }, settings, now)}`),
  });
  return draft && composeMessage({ ...draft, to: mail.recipient });
}
