import Bowser from 'bowser';

/** Browser and system of a User-Agent header, in words of a fixed list: never the header's own. */
export function deviceName(userAgent: string | null): string {
  if (!userAgent) return 'Unknown device';
  const { browser, os } = Bowser.parse(userAgent);
  const words = [browser.name, os.name].filter((name) => name && KNOWN_NAME.test(name));
  return words.join(' on ') || 'Unknown device';
}

/** Bowser hands on the first word of a browser that it does not know. */
const KNOWN_NAME = new RegExp(
  `^(?:${[...Object.values(Bowser.BROWSER_MAP), ...Object.values(Bowser.OS_MAP)]
    .map((name) => String(name).replace(/[^\w ]/g, '.'))
    .join('|')})$`,
);
