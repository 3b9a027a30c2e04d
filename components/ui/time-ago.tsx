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

/** An instant, as how long ago it was. Not for what the server renders: time goes on meanwhile. */
export function TimeAgo({ instant }: { instant: string }) {
  return <time dateTime={instant}>{inWords(instant)}</time>;
}
