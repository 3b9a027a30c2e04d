import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from '@/scripts/bench/measure/figures';

const FOLDER = 'test-results';

/** An action on the large database against the same on the small one. */
interface Growth {
  /** Ratios of the times, by the clock and by CPU. */
  wall: number;
  cpu: number;
  /** Of the large one, in milliseconds. */
  ms: number;
}

/** What requests waited over some time, in milliseconds. */
interface Waits {
  requests: { median: number; p99: number; max: number; count: number };
}

/** What `removalFigures` reads of the proof's report. */
interface Removal {
  idle: Waits;
  removal: Waits & { removed: number; seconds: number };
}

const one = (of: string, unit: string, value: number) => ({ of, unit, samples: [value] });

/** Figures of actions on a large and a small database; `sizes` names the database and both. */
export function growthFigures(sizes: string, actions: Readonly<Record<string, Growth>>): Figure[] {
  return Object.entries(actions).map(([action, { wall, cpu, ms }]) => ({
    name: `${action}, ${sizes}`,
    value: wall,
    byCpu: cpu,
    unit: '×',
    wanted: { atMost: 1.2 },
    raw: [one('in the large one', 'ms', ms)],
  }));
}

/** The figure of how long a request waits on one kind of database while rows are removed. */
export function removalFigure(database: string, { idle, removal }: Removal): Figure {
  const rows = removal.removed.toLocaleString('en');
  return {
    name: `${database}: users/me while ${rows} rows are removed, at most`,
    value: removal.requests.max,
    unit: 'ms',
    wanted: { atMost: 50 },
    raw: [
      one('meanwhile', 'ms p99', removal.requests.p99),
      one('meanwhile', 'ms median', removal.requests.median),
      one('meanwhile', 'requests', removal.requests.count),
      one('before', 'ms at most', idle.requests.max),
      one('before', 'ms median', idle.requests.median),
      one('removal', 's', removal.seconds),
    ],
  };
}

/** Writes figures into a file from which `npm run bench -- --add` takes them into the document. */
export function writeFigures(section: 'growth' | 'removal', figures: readonly Figure[]): void {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `${section}.json`);
  writeFileSync(file, JSON.stringify({ sections: { [section]: { figures } } }));
  console.log(`npm run bench -- --only none --write --add ${file}`);
}
