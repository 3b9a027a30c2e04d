import { SendLinkForm } from '@/components/mail-links/send-link-form';
import { AuthPanel } from '@/components/ui/auth-panel';
import { useIdentitiesClaimMutation } from '@/lib/client/social-api';
import type { FurtherStep } from '@/lib/client/social-words';
import { routes } from '@/lib/shared/routes';

interface PendingIdentityPanelProps extends FurtherStep {
  /** The name of the provider for users. */
  label: string;
  /** The page to go on to after the sign-in. */
  next: string | null;
}

const OTHER = { question: 'Another way in?', label: 'Go to sign in', href: routes.login };
const textFor = (email: string) =>
  `A link is on its way to ${email}. It works for an hour, and only in this browser.`;

/** The last step if the provider does not vouch for the address: a mailed link confirms it. */
export function PendingIdentityPanel({ step, email, label, next }: PendingIdentityPanelProps) {
  const [claim] = useIdentitiesClaimMutation();
  // Without the address the text about the mail would name none; the user can give it again.
  const earlier = step === 'confirm_email' && email ? { email, text: textFor(email) } : null;
  return (
    <AuthPanel
      title={earlier ? 'One more step' : 'Which address is yours?'}
      lead={
        earlier
          ? 'Show us that your address is yours, and you are signed in.'
          : `It did not come from ${label}. We send a link to it, so that you can show that it is yours.`
      }
      other={{ ...OTHER, next }}
    >
      <SendLinkForm
        label="Send me a link"
        earlier={earlier}
        isNews
        send={(body) => claim(body).unwrap()}
        textFor={textFor}
      />
    </AuthPanel>
  );
}
