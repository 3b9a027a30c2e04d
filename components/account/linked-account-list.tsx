import { useContext, useRef } from 'react';
import type { LinkFailures } from '@/components/account/reauth-notice';
import { Button } from '@/components/ui/button';
import { ProviderMark } from '@/components/ui/provider-mark';
import { TimeAgo } from '@/components/ui/time-ago';
import { toastSuccess } from '@/components/ui/toasts';
import { explainFailure } from '@/lib/client/failure';
import { SiteUrl } from '@/lib/client/site-url';
import { useIdentitiesUnlinkMutation } from '@/lib/client/social-api';
import type { IdentityItem } from '@/lib/shared/contracts/identities';

interface LinkedAccountListProps {
  identities: readonly IdentityItem[];
  failures: LinkFailures;
}

/** The linked accounts, each with a button to unlink it. */
export function LinkedAccountList({ identities, failures }: LinkedAccountListProps) {
  const list = useRef<HTMLElement>(null);
  const siteUrl = useContext(SiteUrl);
  const [unlink, { isLoading, originalArgs }] = useIdentitiesUnlinkMutation();

  async function remove({ id, label }: IdentityItem) {
    if (isLoading) return;
    failures.clear();
    try {
      await unlink(id).unwrap();
      toastSuccess(`You cannot sign in with ${label} any more.`);
      // The pressed button disappears with its account, so the list takes the focus.
      list.current?.focus();
    } catch (error) {
      failures.show(explainFailure(error, siteUrl), label);
    }
  }

  return (
    <section ref={list} tabIndex={-1} aria-label="Accounts that are linked">
      {identities.length === 0 ? (
        <p className="text-sm text-muted">None is linked so far.</p>
      ) : (
        <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
          {identities.map((identity) => (
            <LinkedAccount
              key={identity.id}
              identity={identity}
              isEnding={isLoading && originalArgs === identity.id}
              onUnlink={() => remove(identity)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface LinkedAccountProps {
  identity: IdentityItem;
  isEnding: boolean;
  onUnlink: () => void;
}

function LinkedAccount({ identity, isEnding, onUnlink }: LinkedAccountProps) {
  const { id, provider, label, email, last_used_at } = identity;
  return (
    <li className="flex items-center justify-between gap-4 px-4 py-3">
      <div className="flex min-w-0 items-center gap-3">
        <ProviderMark slug={provider} />
        <div className="min-w-0">
          <p
            id={`identity-${id}`}
            className="text-sm font-medium wrap-anywhere first-letter:uppercase"
          >
            {label}
          </p>
          <p className="text-sm wrap-anywhere text-muted">
            {last_used_at ? (
              <>
                Used <TimeAgo instant={last_used_at} />
              </>
            ) : (
              'Not used yet'
            )}
            {email && `, ${email}`}
          </p>
        </div>
      </div>
      <Button
        look="quiet"
        isPending={isEnding}
        onClick={onUnlink}
        aria-describedby={`identity-${id}`}
        className="shrink-0"
      >
        Unlink
      </Button>
    </li>
  );
}
