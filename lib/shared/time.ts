/** A minute, in seconds. */
export const MINUTE_SECONDS = 60;

/** An hour, in seconds. */
export const HOUR_SECONDS = 3600;

/** A day, in seconds. */
export const DAY_SECONDS = 86_400;

/** Milliseconds of so many seconds. */
export function toMs(seconds: number): number {
  return seconds * 1000;
}

/** Seconds of so many milliseconds, with their fraction. */
export function msToSeconds(ms: number): number {
  return ms / 1000;
}

/** An instant as tokens have it: whole seconds since 1970, rounded down. */
export function toUnixSeconds(instant: Date): number {
  return Math.floor(msToSeconds(instant.getTime()));
}

/** The instant that so many seconds since 1970 are. */
export function fromUnixSeconds(seconds: number): Date {
  return new Date(toMs(seconds));
}

/** The instant `seconds` after `start`; before it where they are negative. */
export function addSeconds(start: Date, seconds: number): Date {
  return new Date(start.getTime() + toMs(seconds));
}

/** How old `instant` is at `now`, in seconds with their fraction; negative while it lies ahead. */
export function ageSeconds(instant: Date, now: Date): number {
  return msToSeconds(now.getTime() - instant.getTime());
}
