import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { COST, signInCall } from '@/scripts/bench/groups/sign-in-calls';
import { pinned } from '@/scripts/bench/measure/cores';
import type { Figure } from '@/scripts/bench/measure/figures';
import { sendInLoop } from '@/scripts/bench/measure/paced';
import { median, medianRatio } from '@/scripts/bench/measure/statistics';
import type { Server } from '@/scripts/bench/servers/process';
import type { Workshop } from '@/scripts/bench/servers/workshop';

/** Enough to keep two cores at work, and few enough that none waits long. */
const CLIENTS = 4;

/** bcryptjs alone, for so many milliseconds: prints the hashes a second. */
const HASHING = `
const bcrypt = require(process.argv[1]);
const [cost, ms] = process.argv.slice(2).map(Number);
const hash = bcrypt.hashSync('correct', cost);
const start = performance.now();
let count = 0;
for (; performance.now() - start < ms; count += 1) bcrypt.compareSync('correct', hash);
console.log((count * 1000) / (performance.now() - start));
`;

/** The hashes a second that bcryptjs makes in one process for each of these cores, all at once. */
async function hashRaw(cores: readonly (string | null)[], ms: number): Promise<number> {
  const bcryptjs = createRequire(import.meta.url).resolve('bcryptjs');
  const rates = cores.map(async (list) => {
    const script = ['-e', HASHING, bcryptjs, String(COST), String(ms)];
    const [program = '', ...args] = pinned(list, [process.execPath, ...script]);
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (text) => {
      printed += text;
    });
    await once(child, 'close');
    return Number(printed);
  });
  return (await Promise.all(rates)).reduce((sum, rate) => sum + rate, 0);
}

/** Returns the sign-ins a second of a few clients, who wait for each. */
async function signInRate({ url }: Server, ms: number): Promise<number> {
  const start = performance.now();
  const isOver = () => performance.now() - start > ms;
  const answers = await sendInLoop({ url, call: signInCall }, CLIENTS, isOver);
  const wrong = answers.filter(({ status }) => status !== 200);
  if (wrong.length > 0) throw new Error(`sign-in: ${JSON.stringify(wrong[0])}`);
  return (answers.length * 1000) / (performance.now() - start);
}

/** Sign-ins beside bcryptjs alone, in turn. */
export async function compareHashing(
  { cores, plan, isQuick }: Workshop,
  server: Server,
): Promise<{ figures: Figure[]; perSecond: number }> {
  const ms = isQuick ? 4000 : 20_000;
  const [one, all] = cores ? [[cores.server], [cores.server, cores.load]] : [[null], [null, null]];
  const [rawOne, rawAll, signIns]: [number[], number[], number[]] = [[], [], []];
  await signInRate(server, ms / 4);
  for (let round = 0; round < plan.rounds; round += 1) {
    rawOne.push(await hashRaw(one, ms));
    signIns.push(await signInRate(server, ms));
    rawAll.push(await hashRaw(all, ms));
  }
  const sample = { of: 'sign-ins', unit: 'a second', samples: signIns };
  const figures: Figure[] = [
    {
      name: 'sign-ins on two cores / bcryptjs alone on one',
      value: medianRatio(signIns, rawOne),
      unit: '×',
      wanted: { atLeast: 1.8 },
      raw: [sample, { of: 'bcryptjs, one core', unit: 'a second', samples: rawOne }],
    },
    {
      name: 'sign-ins on two cores / bcryptjs alone on two',
      value: medianRatio(signIns, rawAll),
      unit: '×',
      raw: [sample, { of: 'bcryptjs, two cores', unit: 'a second', samples: rawAll }],
    },
  ];
  return { figures, perSecond: median(signIns) };
}
