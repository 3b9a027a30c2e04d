/** A minute, in seconds. */
export const MINUTE_SECONDS = 60;

/** An hour, in seconds. */
export const HOUR_SECONDS = 3600;

/** A day, in seconds. */
export const DAY_SECONDS = 86_400;

/** Converts seconds to milliseconds. */
export function toMs(seconds: number): number {
  return seconds * 1000;
}

/** Converts milliseconds to seconds, with their fraction. */
export function msToSeconds(ms: number): number {
  return ms / 1000;
}

/** Converts an instant to the time of tokens: whole seconds since 1970, rounded down. */
export function toUnixSeconds(instant: Date): number {
  return Math.floor(msToSeconds(instant.getTime()));
}

/** Converts seconds since 1970 to an instant. */
export function fromUnixSeconds(seconds: number): Date {
  return new Date(toMs(seconds));
}

/** Returns the instant `seconds` after `start`, or before it if they are negative. */
export function addSeconds(start: Date, seconds: number): Date {
  return new Date(start.getTime() + toMs(seconds));
}

/**
 * Returns the age of `instant` at `now`, in seconds with their fraction; negative while it lies
 * ahead.
 */
export function ageSeconds(instant: Date, now: Date): number {
  return msToSeconds(now.getTime() - instant.getTime());
}

/**
 * The most by which the clocks of two servers of one installation, or one clock before and after it
 * was set, may differ, in seconds.
 */
export const CLOCK_SKEW_SECONDS = 60;

/** True for an instant that lies further ahead than clocks may differ: a wrong clock wrote it. */
export function isFromFuture(instant: Date, now: Date): boolean {
  return ageSeconds(instant, now) < -CLOCK_SKEW_SECONDS;
}
