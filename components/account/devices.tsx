'use client';

import { useContext, useRef } from 'react';
import { Device } from '@/components/account/device';
import { ListPlaceholder } from '@/components/account/list-placeholder';
import { Button } from '@/components/ui/button';
import { toastFailure, toastSuccess } from '@/components/ui/toasts';
import {
  useSessionsEndMutation,
  useSessionsEndOthersMutation,
  useSessionsListQuery,
} from '@/lib/client/account-api';
import { explainFailure } from '@/lib/client/failure';
import { SiteUrl } from '@/lib/client/site-url';
import type { SessionItem } from '@/lib/shared/contracts/sessions';

/** The signed-in devices, with buttons to sign out one of them or all others. */
export function Devices() {
  const { data, isError, isFetching, refetch } = useSessionsListQuery(undefined, {
    refetchOnMountOrArgChange: true,
  });
  if (data) return <DeviceList devices={data} />;
  return (
    <ListPlaceholder what="Your devices" hasFailed={isError && !isFetching} onRetry={refetch} />
  );
}

function DeviceList({ devices }: { devices: SessionItem[] }) {
  const list = useRef<HTMLUListElement>(null);
  const siteUrl = useContext(SiteUrl);
  const [end, ending] = useSessionsEndMutation();
  const [endOthers, endingOthers] = useSessionsEndOthersMutation();
  const isBusy = ending.isLoading || endingOthers.isLoading;

  async function run(act: () => Promise<unknown>, word: string) {
    if (isBusy) return;
    try {
      await act();
      toastSuccess(word);
      // The pressed button disappears with its device, so the list takes the focus.
      list.current?.focus();
    } catch (error) {
      toastFailure(explainFailure(error, siteUrl).message);
    }
  }

  return (
    <div className="space-y-6">
      <ul
        ref={list}
        tabIndex={-1}
        aria-label="Signed-in devices"
        className="divide-y divide-line rounded-xl border border-line bg-surface"
      >
        {devices.map((device) => (
          <Device
            key={device.id}
            device={device}
            isEnding={ending.isLoading && ending.originalArgs === device.id}
            onEnd={() => run(() => end(device.id).unwrap(), `${device.device} is signed out.`)}
          />
        ))}
      </ul>
      {devices.length > 1 && (
        <Button
          look="quiet"
          isPending={endingOthers.isLoading}
          onClick={() => run(() => endOthers().unwrap(), 'All other devices are signed out.')}
        >
          Sign out all others
        </Button>
      )}
    </div>
  );
}
