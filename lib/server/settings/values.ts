import { z } from 'zod';
import { Origin, TextList } from '@/lib/edge/settings';
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

/**
 * The origin of pages that come with an app or an extension. Schemes whose pages have no origin of
 * their own, or never send one, are left out.
 */
const SHELL_ORIGIN =
  /^(?!(?:about|blob|data|file|filesystem|ftp|https?|javascript|wss?):)([a-z][a-z0-9+.-]*)(:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?)\/?$/i;

/** Returns an origin as browsers send it, or null. `URL` knows the origin of web pages alone. */
function originOf(text: string): string | null {
  const [, scheme, rest] = SHELL_ORIGIN.exec(text) ?? [];
  return scheme ? `${scheme.toLowerCase()}${rest}` : (Origin.safeParse(text).data ?? null);
}

/** Origins of pages, on the web or within an app, separated by commas or spaces. */
export const Origins = TextList.transform((texts) => texts.map(originOf)).pipe(
  z.array(
    z.string({
      error:
        'must be addresses like https://app.example.com or capacitor://localhost, each without a path',
    }),
  ),
);

/** Names of header lines in lower case, separated by commas or spaces. */
export const HeaderNames = TextList.pipe(
  z.array(
    z
      .string()
      .toLowerCase()
      .regex(
        /^[a-z0-9][a-z0-9_-]*$/,
        'must be names of headers like x-app-version, with commas between them',
      ),
  ),
);

/** A whole number in a range, written in decimal digits only. */
export function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
}

/** Names out of a closed list, separated by commas or spaces, none twice; at least one. */
export function nameList<const Name extends string>(known: readonly Name[]) {
  const message = `must be names out of ${known.join(', ')}, with commas between them`;
  return TextList.pipe(
    z.array(z.enum(known, { error: message }), { error: message }).min(1, message),
  ).refine((names) => new Set(names).size === names.length, { error: 'must name nothing twice' });
}
