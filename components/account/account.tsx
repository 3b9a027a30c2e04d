import type { ReactNode } from 'react';
import { Activity } from '@/components/account/activity';
import { DeleteAccount } from '@/components/account/delete-account';
import { Devices } from '@/components/account/devices';
import { EmailChange } from '@/components/account/email-change';
import { LinkedAccounts } from '@/components/account/linked-accounts';
import { NamesForm } from '@/components/account/names-form';
import { PasswordForm } from '@/components/account/password-form';
import { PasswordLacking, PasswordRequest } from '@/components/account/password-request';
import { UsernameForm } from '@/components/account/username-form';
import type { UserItem } from '@/lib/shared/contracts/users';
import type { OfferedProvider } from '@/lib/shared/providers';
import type { LoginField } from '@/lib/shared/switches';

interface AccountProps {
  user: UserItem;
  username: string | null;
  /** The new address that is not confirmed yet; null if no change is under way. */
  awaitedEmail: string | null;
  hasPassword: boolean;
  providers: readonly OfferedProvider[];
  loginField: LoginField;
}

/** The account page: every setting of the user's own account. */
export function Account(props: AccountProps) {
  const { user, username, awaitedEmail, hasPassword, providers, loginField } = props;
  return (
    <div className="mx-auto max-w-5xl px-4 py-10 sm:px-6 sm:py-16">
      <h1 className="text-3xl font-semibold tracking-tight">Your account</h1>
      <div className="mt-8 divide-y divide-line">
        {loginField === 'email' ? (
          <Section title="Names" text="How we greet you, and what you may sign in with.">
            <NamesForm user={user} username={username} />
          </Section>
        ) : (
          <>
            <Section title="Names" text="How we greet you.">
              <NamesForm user={user} username={null} />
            </Section>
            <Section
              title="User name"
              text={username ? `You sign in with ${username}.` : 'You have none yet.'}
            >
              {hasPassword ? <UsernameForm /> : <PasswordLacking />}
            </Section>
          </>
        )}
        <Section
          title="E-mail"
          text={`${hasPassword ? 'You sign in with' : 'We write to'} ${user.email}.`}
        >
          <EmailChange awaited={awaitedEmail} hasPassword={hasPassword} />
        </Section>
        <Section
          title="Password"
          text={hasPassword ? 'A new one signs out every other device.' : 'You have none yet.'}
        >
          {hasPassword ? <PasswordForm /> : <PasswordRequest email={user.email} />}
        </Section>
        {providers.length > 0 && (
          <Section
            title="Linked accounts"
            text="Accounts at other services that you can sign in with."
          >
            <LinkedAccounts providers={providers} />
          </Section>
        )}
        <Section title="Devices" text="Where you are signed in. End what you do not know.">
          <Devices />
        </Section>
        <Section
          title="Recent activity"
          text="What happened to your account. If it was not you, change your password."
        >
          <Activity />
        </Section>
        <Section title="Delete account" text="Gone for good, with everything that belongs to it.">
          <DeleteAccount hasPassword={hasPassword} />
        </Section>
      </div>
    </div>
  );
}

function Section({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const id = title.toLowerCase().replaceAll(' ', '-');
  return (
    <section id={id} aria-label={title} className="grid scroll-mt-4 gap-6 py-10 md:grid-cols-3">
      <div>
        <h2 className="font-medium">{title}</h2>
        <p className="mt-1 text-sm text-pretty wrap-anywhere text-muted">{text}</p>
      </div>
      <div className="max-w-md md:col-span-2">{children}</div>
    </section>
  );
}
