'use client';

import { RefusalNote } from '@/components/auth/refusal-note';
import { useIdentitiesListQuery } from '@/lib/client/social-api';
import type { OfferedProvider } from '@/lib/shared/providers';
import { LinkButtons } from './link-buttons';
import { LinkedList } from './linked-list';
import { NotYet } from './not-yet';
import { Obstacle, useObstacle } from './obstacle';

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
