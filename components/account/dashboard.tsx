import type { UserItem } from '@/lib/shared/contracts/users';
import { greetingName } from '@/lib/shared/user-names';

/** The first page behind the gate: the user's own details. */
export function Dashboard({ user }: { user: UserItem }) {
  const facts = [
    ['First name', user.first_name],
    ['Last name', user.last_name],
    ['E-mail', user.email],
  ] as const;
  return (
    <div className="mx-auto max-w-5xl px-4 py-10 sm:px-6 sm:py-16">
      <h1 className="text-3xl font-semibold tracking-tight wrap-anywhere">{`Hello, ${greetingName(user)}.`}</h1>
      <p className="mt-2 text-muted">Only you can see this page.</p>
      <section
        aria-labelledby="profile"
        className="mt-10 max-w-2xl rounded-2xl border border-line bg-surface shadow-xs"
      >
        <h2 id="profile" className="border-b border-line px-6 py-4 font-medium">
          Your account
        </h2>
        <dl className="divide-y divide-line px-6">
          {facts.map(([label, value]) => (
            <div key={label} className="grid gap-1 py-4 sm:grid-cols-3 sm:gap-4">
              <dt className="text-sm text-muted">{label}</dt>
              <dd className="text-sm font-medium wrap-anywhere sm:col-span-2">
                {value || <span className="font-normal text-muted">Not given</span>}
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
