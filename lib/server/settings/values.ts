import { z } from 'zod';
import { Origin } from '@/lib/edge/settings';
import { DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS } from '@/lib/shared/time';

const SECONDS_PER = { s: 1, m: MINUTE_SECONDS, h: HOUR_SECONDS, d: DAY_SECONDS } as const;

/** A length of time like `10s`, `5m`, `12h` or `30d`; parses to seconds. */
export function duration(minSeconds: number, maxSeconds: number) {
  const max =
    maxSeconds < DAY_SECONDS ? `${maxSeconds / MINUTE_SECONDS} m` : `${maxSeconds / DAY_SECONDS} d`;
  const message = `must be a length of time like 10s, 5m, 12h or 30d, ${minSeconds} s to ${max}`;
  return z
    .string()
    .regex(/^\d{1,6}[smhd]$/, message)
    .transform(
      (text) => Number(text.slice(0, -1)) * SECONDS_PER[text.slice(-1) as keyof typeof SECONDS_PER],
    )
    .refine((seconds) => seconds >= minSeconds && seconds <= maxSeconds, message);
}

/** Origins, separated by commas or spaces. */
export const Origins = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .pipe(z.array(Origin));

/** A whole number in a range, written in decimal digits only. */
export function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
}
