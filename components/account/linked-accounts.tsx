'use client';

import { LinkButtons } from '@/components/account/link-buttons';
import { LinkedList } from '@/components/account/linked-list';
import { NotYet } from '@/components/account/not-yet';
import { Obstacle, useObstacle } from '@/components/account/obstacle';
import { RefusalNote } from '@/components/ui/refusal-note';
import { useIdentitiesListQuery } from '@/lib/client/social-api';
import type { OfferedProvider } from '@/lib/shared/providers';

/** The accounts elsewhere that let one in, with the means to unlink each, and to link others. */
export function LinkedAccounts({ providers }: { providers: readonly OfferedProvider[] }) {
  const { obstacle, ...way } = useObstacle();
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
          <LinkedList identities={data} way={way} />
          <Obstacle message={obstacle} />
          <LinkButtons providers={providers.filter((one) => !isLinked(one))} way={way} />
        </div>
      ) : (
        <NotYet what="Your linked accounts" hasFailed={hasFailed} onRetry={refetch} />
      )}
    </>
  );
}
