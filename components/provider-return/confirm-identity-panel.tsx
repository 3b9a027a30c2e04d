import { LinkPanel } from '@/components/mail-links/link-panel';
import { ConfirmIdentityForm } from '@/components/provider-return/confirm-identity-form';
import { routes } from '@/lib/shared/routes';

interface ConfirmIdentityPanelProps {
  claim: string;
  token: string;
  /** What the link confirms, or null if it is not good now. */
  details: {
    /** What people call the provider. */
    provider: string;
    email: string;
    /** Somebody set a password for this address without ever showing that it is theirs. */
    endsPassword: boolean;
  } | null;
}

/** The page behind the link of a mail that asks whether somebody is signing in with an account elsewhere. */
export function ConfirmIdentityPanel({ claim, token, details }: ConfirmIdentityPanelProps) {
  const { provider = '', email = '', endsPassword = false } = details ?? {};
  return (
    <LinkPanel
      title="Is this you?"
      lead={`Somebody came here with ${provider} and says that ${email} is theirs. If that was you, go on.`}
      isGood={details !== null}
      renewal={{ label: 'Go to sign in', href: routes.login }}
    >
      <div className="space-y-6">
        {endsPassword && (
          <p className="rounded-lg border border-line bg-canvas px-4 py-3 text-sm text-pretty">
            There is an account with this address that nobody has confirmed. It becomes yours: a
            password that was set before stops working, and whoever is signed in to it is signed
            out.
          </p>
        )}
        <ConfirmIdentityForm claim={claim} token={token} label={provider} />
      </div>
    </LinkPanel>
  );
}
