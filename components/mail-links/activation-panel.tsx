import { AlreadyActive } from '@/components/mail-links/already-active';
import { LinkForm } from '@/components/mail-links/link-form';
import { LinkPanel } from '@/components/mail-links/link-panel';
import { routes } from '@/lib/shared/routes';

interface ActivationPanelProps {
  uid: string;
  token: string;
  /** The address of the account; null where the link is dead. */
  email: string | null;
  state: 'good' | 'used' | 'dead';
  /** True if this browser asked for the link, and its use signs in. */
  isBegunHere: boolean;
  /** True if another link can be sent. */
  isResendable: boolean;
}

/** The page behind a link that activates an account. */
export function ActivationPanel(props: ActivationPanelProps) {
  const { uid, token, email, state, isBegunHere, isResendable } = props;
  const renewal = isResendable
    ? { label: 'Send another link', href: routes.checkMail }
    : { label: 'Go to sign in', href: routes.login };
  return (
    <LinkPanel
      title="Activate your account"
      lead={
        isBegunHere
          ? `One click, and you are signed in as ${email}.`
          : `One click, and you can sign in with ${email}.`
      }
      isGood={state === 'good'}
      used={state === 'used' && <AlreadyActive email={email ?? ''} />}
      renewal={renewal}
    >
      <LinkForm action="activation" uid={uid} token={token} email={email ?? ''} />
    </LinkPanel>
  );
}
