import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { GROUPS, type GroupName } from '@/scripts/bench/groups/groups';
import { findCores } from '@/scripts/bench/measure/cores';
import type { Result } from '@/scripts/bench/measure/figures';
import type { Plan } from '@/scripts/bench/measure/load';
import { readOptions } from '@/scripts/bench/options';
import type { Workshop } from '@/scripts/bench/servers/workshop';
import { asText } from '@/scripts/bench/table';

const WHOLE: Plan = { rounds: 3, warmUpMs: 2000, sampleMs: 6000 };
const QUICK: Plan = { rounds: 3, warmUpMs: 500, sampleMs: 1000 };

const options = readOptions(process.argv.slice(2));
const cores = findCores();
const folder = options.folder
  ? resolve(options.folder)
  : mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
mkdirSync(folder, { recursive: true });
const workshop: Workshop = {
  folder,
  plan: options.isQuick ? QUICK : WHOLE,
  isQuick: options.isQuick,
  cores,
  tell: (message) => console.error(`bench: ${message}`),
};

process.once('SIGINT', () => process.exit(130));
process.once('exit', () => {
  if (options.folder) return;
  // The app was built outside, and is linked.
  try {
    rmSync(realpathSync(join(folder, 'app')), { recursive: true, force: true });
  } catch {
    // Not built.
  }
  rmSync(folder, { recursive: true, force: true });
});

const results: Partial<Record<GroupName, Result>> = {};
for (const name of options.only) {
  workshop.tell(GROUPS[name].title);
  results[name] = await GROUPS[name].measure(workshop);
}
const all = Object.values(results);
if (options.isJson) console.log(JSON.stringify(results, null, 2));
else console.log(asText(all.flatMap(({ figures }) => figures)));
for (const line of all.flatMap(({ skipped }) => skipped)) console.error(`left out: ${line}`);
