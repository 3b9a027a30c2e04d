import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeDocument } from '@/scripts/bench/document';
import { GROUPS } from '@/scripts/bench/groups/groups';
import { describeCommit, describeMachine } from '@/scripts/bench/machine';
import { findCores } from '@/scripts/bench/measure/cores';
import type { Plan } from '@/scripts/bench/measure/load';
import { type Options, readOptions } from '@/scripts/bench/options';
import {
  mergeResults,
  parseResults,
  type Results,
  readResults,
  today,
} from '@/scripts/bench/results';
import type { Workshop } from '@/scripts/bench/servers/workshop';
import { asText } from '@/scripts/bench/table';

const WHOLE: Plan = { rounds: 3, warmUpMs: 2000, sampleMs: 6000 };
const QUICK: Plan = { rounds: 3, warmUpMs: 500, sampleMs: 1000 };

/** A workshop in the folder of the options, or in one that is removed at the end. */
function openWorkshop({ folder, isQuick }: Options): Workshop {
  const path = folder ? resolve(folder) : mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  mkdirSync(path, { recursive: true });
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  process.once('exit', () => {
    if (folder) return;
    try {
      // The app was built elsewhere, and is linked.
      rmSync(realpathSync(join(path, 'app')), { recursive: true, force: true });
    } catch {
      // It was not built.
    }
    rmSync(path, { recursive: true, force: true });
  });
  return {
    folder: path,
    plan: isQuick ? QUICK : WHOLE,
    isQuick,
    cores: findCores(),
    tell: (message) => console.error(`bench: ${message}`),
  };
}

/**
 * Measures the groups one after the other. One that fails does not take the others with it, nor what
 * the document has of it.
 */
async function measureAll({ groups, isQuick }: Options, workshop: Workshop): Promise<Results> {
  const sections: Record<string, Results['sections'][string]> = {};
  const commit = describeCommit();
  for (const name of groups) {
    const { title, measure } = GROUPS[name];
    workshop.tell(title);
    try {
      sections[name] = { date: today(), commit, isQuick, ...(await measure(workshop)) };
    } catch (error) {
      console.error(error);
      process.exitCode = 1;
    }
  }
  return { machine: describeMachine(), sections };
}

const options = readOptions(process.argv.slice(2));
let results = await measureAll(options, openWorkshop(options));
for (const file of options.added) {
  const { sections } = parseResults(readFileSync(file, 'utf8'));
  results = { ...results, sections: { ...results.sections, ...sections } };
}
if (options.isWritten) writeDocument(mergeResults(readResults(), results));
const all = Object.values(results.sections).flatMap((section) => (section ? [section] : []));
if (options.isJson) console.log(JSON.stringify(results, null, 2));
else console.log(asText(all.flatMap(({ figures }) => figures)));
for (const line of all.flatMap(({ skipped }) => skipped)) console.error(`left out: ${line}`);
// A group that failed may have left a load under way.
process.exit();
