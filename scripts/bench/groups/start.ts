import { join } from 'node:path';
import type { Result } from '@/scripts/bench/measure/figures';
import { median, medianRatio } from '@/scripts/bench/measure/statistics';
import { appStart } from '@/scripts/bench/servers/app';
import { buildBareApp } from '@/scripts/bench/servers/bare-app';
import {
  type Start,
  spawnServer,
  stopServer,
  waitForAnswer,
} from '@/scripts/bench/servers/process';
import { newFolder, type Workshop } from '@/scripts/bench/servers/workshop';
import { findFreePort } from '@/scripts/serve';

const ROUNDS = 5;

/** The milliseconds from the start of a server's process to its first answer. */
async function timeStart({ start, url }: { start: Start; url: string }): Promise<number> {
  const child = spawnServer(start);
  const ms = await waitForAnswer(child, `${url}/api/bare`);
  await stopServer(child);
  return ms;
}

/** The time of `npm start` until the same bare route answers, beside that of a bare app. */
export async function measureStart(workshop: Workshop): Promise<Result> {
  const bareFolder = await buildBareApp(workshop);
  const data = await newFolder(workshop, 'start');
  const cores = workshop.cores?.both ?? null;
  const startOurs = async () => timeStart(await appStart(workshop, { cores, data, isByNpm: true }));
  const startBare = async () => {
    const port = await findFreePort();
    const start = {
      command: ['npm', 'start'],
      folder: bareFolder,
      env: { PORT: String(port) },
      cores,
      logFile: join(data, 'bare.log'),
    };
    return timeStart({ start, url: `http://127.0.0.1:${port}` });
  };
  // The first start makes the database; and files are read from the disk.
  const first = await startOurs();
  await startBare();
  const [ours, bare]: [number[], number[]] = [[], []];
  workshop.tell(`${ROUNDS} starts each`);
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await startOurs());
    bare.push(await startBare());
  }
  const ms = (of: string, samples: readonly number[]) => ({ of, unit: 'ms', samples });
  return {
    figures: [
      {
        name: 'npm start to the first answer / a bare app’s',
        value: medianRatio(ours, bare),
        unit: '×',
        wanted: { atMost: 1.3 },
        raw: [ms('the app', ours), ms('a bare app', bare), ms('with a new database', [first])],
      },
      {
        name: 'npm start to the first answer, more than a bare app’s',
        value: median(ours.map((value, round) => value - (bare[round] ?? Number.NaN))),
        unit: 'ms',
        raw: [],
      },
    ],
    skipped: [],
  };
}
