import { SendLinkForm } from '@/components/mail-links/send-link-form';
import { AuthPanel } from '@/components/ui/auth-panel';
import { useIdentitiesClaimMutation } from '@/lib/client/social-api';
import type { FurtherStep } from '@/lib/client/social-words';
import { routes } from '@/lib/shared/routes';

interface ClaimPanelProps extends FurtherStep {
  /** What people call the provider that they came back from. */
  label: string;
}

const OTHER = { question: 'Another way in?', label: 'Go to sign in', href: routes.login };
const textFor = (email: string) =>
  `A link is on its way to ${email}. It works for an hour, and only in this browser.`;

/** The last step where a provider does not vouch for an address: a mail shows whose it is. */
export function ClaimPanel({ step, email, label }: ClaimPanelProps) {
  const [claim] = useIdentitiesClaimMutation();
  // Without the address there is nothing to say about a mail, but it can be named again.
  const earlier = step === 'confirm_email' && email ? { email, text: textFor(email) } : null;
  return (
    <AuthPanel
      title={earlier ? 'One more step' : 'Which address is yours?'}
      lead={
        earlier
          ? 'Show us that your address is yours, and you are signed in.'
          : `We did not hear it from ${label}. We send a link to it, so that you can show it is yours.`
      }
      other={OTHER}
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
