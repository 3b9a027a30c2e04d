import type { ReactNode } from 'react';
import type { UserItem } from '@/lib/shared/contracts/users';
import { Activity } from './activity';
import { DeleteAccount } from './delete-account';
import { Devices } from './devices';
import { EmailChange } from './email-change';
import { NamesForm } from './names-form';
import { PasswordForm } from './password-form';

interface AccountProps {
  user: UserItem;
  username: string | null;
  /** The address that was asked for and not confirmed yet. */
  awaitedEmail: string | null;
}

/** Everything that one can change about one's account. */
export function Account({ user, username, awaitedEmail }: AccountProps) {
  return (
    <div className="mx-auto max-w-5xl px-4 py-10 sm:px-6 sm:py-16">
      <h1 className="text-3xl font-semibold tracking-tight">Your account</h1>
      <div className="mt-8 divide-y divide-line">
        <Section title="Names" text="How we greet you, and what you may sign in with.">
          <NamesForm user={user} username={username} />
        </Section>
        <Section title="E-mail" text={`You sign in with ${user.email}.`}>
          <EmailChange awaited={awaitedEmail} />
        </Section>
        <Section title="Password" text="A new one signs out every other device.">
          <PasswordForm />
        </Section>
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
          <DeleteAccount />
        </Section>
      </div>
    </div>
  );
}

function Section({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-6 py-10 md:grid-cols-3">
      <div>
        <h2 className="font-medium">{title}</h2>
        <p className="mt-1 text-sm text-pretty wrap-anywhere text-muted">{text}</p>
      </div>
      <div className="max-w-md md:col-span-2">{children}</div>
    </section>
  );
}
