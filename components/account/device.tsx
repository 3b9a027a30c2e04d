import { Button } from '@/components/ui/button';
import type { SessionItem } from '@/lib/shared/contracts/sessions';

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** How long ago, in words; below a minute, just now. */
function inWords(instant: string): string {
  const seconds = (Date.now() - new Date(instant).getTime()) / 1000;
  const [unit, length] = UNITS.find(([, size]) => seconds >= size) ?? [];
  if (!unit || !length) return 'just now';
  return new Intl.RelativeTimeFormat('en').format(-Math.floor(seconds / length), unit);
}

interface DeviceProps {
  device: SessionItem;
  isEnding: boolean;
  onEnd: () => void;
}

/** One signed-in device. One's own is signed out by the menu, like everywhere. */
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
              Used <time dateTime={last_used_at}>{inWords(last_used_at)}</time>
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
