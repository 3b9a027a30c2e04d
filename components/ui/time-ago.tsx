import { ageSeconds, DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS } from '@/lib/shared/time';

const UNITS = [
  ['day', DAY_SECONDS],
  ['hour', HOUR_SECONDS],
  ['minute', MINUTE_SECONDS],
] as const;

/** Returns the age of an instant in words; below a minute, `just now`. */
function inWords(instant: string): string {
  const seconds = ageSeconds(new Date(instant), new Date());
  const [unit, length] = UNITS.find(([, size]) => seconds >= size) ?? [];
  if (!unit || !length) return 'just now';
  return new Intl.RelativeTimeFormat('en').format(-Math.floor(seconds / length), unit);
}

/**
 * The age of an instant in words. Not for pages that the server renders: time goes on meanwhile.
 */
export function TimeAgo({ instant }: { instant: string }) {
  return <time dateTime={instant}>{inWords(instant)}</time>;
}
