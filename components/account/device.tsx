import { Button } from '@/components/ui/button';
import { TimeAgo } from '@/components/ui/time-ago';
import type { SessionItem } from '@/lib/shared/contracts/sessions';

interface DeviceProps {
  device: SessionItem;
  isEnding: boolean;
  onEnd: () => void;
}

/** One signed-in device. This device has no button: the menu signs it out, as on every page. */
export function Device({ device, isEnding, onEnd }: DeviceProps) {
  const { id, is_current, ip_address, last_used_at } = device;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0">
        <p id={`device-${id}`} className="text-sm font-medium">
          {device.device}
        </p>
        <p className="text-sm wrap-anywhere text-muted">
          {is_current ? (
            'This device'
          ) : (
            <>
              Used <TimeAgo instant={last_used_at} />
            </>
          )}
          {ip_address && `, ${ip_address}`}
        </p>
      </div>
      {!is_current && (
        <Button look="quiet" isPending={isEnding} onClick={onEnd} aria-describedby={`device-${id}`}>
          Sign out
        </Button>
      )}
    </li>
  );
}
