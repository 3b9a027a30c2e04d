import { LinkPanel } from '@/components/mail-links/link-panel';
import { ConfirmIdentityForm } from '@/components/provider-return/confirm-identity-form';
import { routes } from '@/lib/shared/routes';

interface ConfirmIdentityPanelProps {
  claim: string;
  token: string;
  /** The pending identity that the link confirms, or null if the link does not work. */
  details: {
    /** The name of the provider for users. */
    provider: string;
    email: string;
    /** True if the account has a password, set by a user who never confirmed the address. */
    endsPassword: boolean;
  } | null;
}

/** The page behind the link that confirms a sign-in with a provider. */
export function ConfirmIdentityPanel({ claim, token, details }: ConfirmIdentityPanelProps) {
  const { provider = '', email = '', endsPassword = false } = details ?? {};
  return (
    <LinkPanel
      title="Is this you?"
      lead={`The address ${email} was given for a sign-in with ${provider}. If that is you, go on.`}
      isGood={details !== null}
      renewal={{ label: 'Go to sign in', href: routes.login }}
    >
      <div className="space-y-6">
        {endsPassword && (
          <p className="rounded-lg border border-line bg-canvas px-4 py-3 text-sm text-pretty">
            There is an account with this address, which was never confirmed. It becomes yours: a
            password that was set before stops working, and all its devices are signed out.
          </p>
        )}
        <ConfirmIdentityForm claim={claim} token={token} label={provider} />
      </div>
    </LinkPanel>
  );
}
