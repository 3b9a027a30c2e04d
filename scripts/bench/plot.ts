import escapeHtml from 'escape-html';
import type { Figure } from '@/scripts/bench/measure/figures';
import { median } from '@/scripts/bench/measure/statistics';
import type { Results } from '@/scripts/bench/results';
import { inDigits, inSigns } from '@/scripts/bench/table';

const WIDTH = 900;
const LABELS = 420;
const BARS = 280;
const LINE = 24;
const HEAD = 44;

/** A bar: its length is a share of the space for bars. */
interface Bar {
  label: string;
  share: number;
  text: string;
  /** False for a figure that is not as wanted. */
  isGood: boolean;
}

/** Bars with a heading, and a line at `mark` if there is one. */
interface Panel {
  title: string;
  bars: readonly Bar[];
  mark?: { share: number; text: string };
}

/** Requests a second on one core, of the app and of what it stands beside. */
function ratesPanel({ sections }: Results): Panel {
  const raw = sections.path?.figures.flatMap((figure) => figure.raw) ?? [];
  const rates = new Map(
    raw.filter(({ unit }) => unit === 'requests/s').map(({ of, samples }) => [of, median(samples)]),
  );
  const most = Math.max(...rates.values());
  const bars = [...rates].map(([label, rate]) => ({
    label,
    share: rate / most,
    text: `${inDigits(rate)} requests/s`,
    isGood: true,
  }));
  return { title: 'Requests a second, the server on one core', bars };
}

/** The figures with a bound: how far they are on the good side of it. */
function boundsPanel({ sections }: Results): Panel {
  const MOST = 2;
  const bars = Object.values(sections)
    .flatMap((section) => section?.figures ?? [])
    .flatMap((figure) => {
      const quality = qualityOf(figure);
      const { name, value, unit, wanted } = figure;
      if (quality === null) return [];
      const isGood = quality >= 1;
      const text = `${inDigits(value)} ${unit} (${inSigns(wanted)})${isGood ? '' : ', not met'}`;
      return [{ label: name, share: Math.min(quality, MOST) / MOST, text, isGood }];
    });
  const mark = { share: 1 / MOST, text: 'as wanted' };
  return { title: 'Figures beside what is wanted: the longer, the better', bars, mark };
}

/** 1 for a figure that is just as wanted, more for a better one; null if nothing can be said. */
function qualityOf({ value, wanted }: Figure): number | null {
  if (!wanted || !Number.isFinite(value)) return null;
  if ('atLeast' in wanted) return value / wanted.atLeast;
  return wanted.atMost === 0 ? null : wanted.atMost / value;
}

function drawPanel({ title, bars, mark }: Panel, top: number): string {
  const lines = bars.map(({ label, share, text, isGood }, index) => {
    const y = top + HEAD + index * LINE;
    const width = Math.max(1, Math.round(share * BARS));
    return [
      `<text class="label" x="${LABELS - 8}" y="${y + 12}">${escapeHtml(label)}</text>`,
      `<rect class="${isGood ? 'good' : 'short'}" x="${LABELS}" y="${y}" width="${width}" height="16" rx="2"/>`,
      `<text x="${LABELS + BARS + 8}" y="${y + 12}">${escapeHtml(text)}</text>`,
    ].join('\n');
  });
  const x = LABELS + Math.round((mark?.share ?? 0) * BARS);
  const line = `<line x1="${x}" y1="${top + HEAD - 6}" x2="${x}" y2="${top + HEAD + bars.length * LINE}"/>`;
  const words = `<text class="mark" x="${x}" y="${top + HEAD - 10}">${mark?.text}</text>`;
  return [
    `<text class="title" x="0" y="${top + 18}">${escapeHtml(title)}</text>`,
    ...lines,
    ...(mark ? [line, words] : []),
  ].join('\n');
}

const STYLE = `
text { font: 12px system-ui, sans-serif; fill: #27272a; }
.title { font-weight: 600; font-size: 14px; }
.label { text-anchor: end; }
.mark { text-anchor: middle; }
.good { fill: #2563eb; }
.short { fill: #c2410c; }
line { stroke: #27272a; stroke-dasharray: 4 3; }
@media (prefers-color-scheme: dark) {
  text { fill: #e4e4e7; }
  .good { fill: #60a5fa; }
  .short { fill: #fb923c; }
  line { stroke: #e4e4e7; }
}`;

/** The plot of results as an SVG, on any background, in light and dark. */
export function renderPlot(results: Results): string {
  const panels = [ratesPanel(results), boundsPanel(results)].filter(({ bars }) => bars.length > 0);
  let height = 0;
  const drawn = panels.map((panel) => {
    const top = height;
    height += HEAD + panel.bars.length * LINE + LINE;
    return drawPanel(panel, top);
  });
  const said = panels
    .flatMap(({ title, bars }) => [
      `${title}:`,
      ...bars.map(({ label, text }) => `${label} ${text};`),
    ])
    .join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title description">
<title id="title">What npm run bench has measured</title>
<desc id="description">${escapeHtml(said)}</desc>
<style>${STYLE}
</style>
${drawn.join('\n')}
</svg>
`;
}
