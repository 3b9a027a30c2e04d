import Bowser from 'bowser';

/**
 * Returns the browser and system of a User-Agent header, in words of a fixed list, never the
 * header's.
 */
export function deviceName(userAgent: string | null): string {
  if (!userAgent) return 'Unknown device';
  const { browser, os } = Bowser.parse(userAgent);
  const words = [browser.name, os.name].filter((name) => name && KNOWN_NAME.test(name));
  return words.join(' on ') || 'Unknown device';
}

/** The names of known browsers: for others, Bowser returns the first word of the header. */
const KNOWN_NAME = new RegExp(
  `^(?:${[...Object.values(Bowser.BROWSER_MAP), ...Object.values(Bowser.OS_MAP)]
    .map((name) => String(name).replace(/[^\w ]/g, '.'))
    .join('|')})$`,
);
