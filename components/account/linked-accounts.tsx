'use client';

import { LinkButtons } from '@/components/account/link-buttons';
import { LinkedAccountList } from '@/components/account/linked-account-list';
import { ListPlaceholder } from '@/components/account/list-placeholder';
import { ReauthNotice, useReauthNotice } from '@/components/account/reauth-notice';
import { RefusalNote } from '@/components/ui/refusal-note';
import { useIdentitiesListQuery } from '@/lib/client/social-api';
import type { OfferedProvider } from '@/lib/shared/providers';

/** The linked accounts that sign the user in, with buttons to unlink each and to link others. */
export function LinkedAccounts({ providers }: { providers: readonly OfferedProvider[] }) {
  const { condition, ...failures } = useReauthNotice();
  const { data, isError, isFetching, refetch } = useIdentitiesListQuery(undefined, {
    refetchOnMountOrArgChange: true,
  });
  const isLinked = ({ slug }: OfferedProvider) => data?.some(({ provider }) => provider === slug);
  const hasFailed = isError && !isFetching;
  return (
    <>
      <RefusalNote title="Nothing was linked" />
      {data ? (
        <div className="space-y-6">
          <LinkedAccountList identities={data} failures={failures} />
          <ReauthNotice condition={condition} />
          <LinkButtons providers={providers.filter((one) => !isLinked(one))} failures={failures} />
        </div>
      ) : (
        <ListPlaceholder what="Your linked accounts" hasFailed={hasFailed} onRetry={refetch} />
      )}
    </>
  );
}
