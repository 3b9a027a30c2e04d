import { randomInt } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, buildNext13 } from '@/scripts/build-variant';
import { serve } from '@/scripts/serve';
import { signInBesideAttacks } from '@/tests/proofs/abuse/neighbour';
import { printNeighbour, printRun, printSingle } from '@/tests/proofs/abuse/print';
import { sendOneByOne } from '@/tests/proofs/abuse/single';
import { proveAbuse } from '@/tests/proofs/abuse-proof';

/** The requests of a run; a tenth as many go to a server with limits. */
const REQUESTS = 50_000;
const LIMITED_PART = 10;

const options = {
  seed: { type: 'string' },
  requests: { type: 'string' },
  only: { type: 'string' },
} as const;
const { seed: given, requests = `${REQUESTS}`, only } = parseArgs({ options }).values;
const seed = Number(given ?? randomInt(2 ** 31));
console.log(
  `seed ${seed}: again with npm run prove:abuse -- --seed ${seed} --requests ${requests}`,
);

/** Runs every proof for one build. Returns the faults. */
async function prove(name: string, app: string): Promise<string[]> {
  console.log(`\n# ${name}`);
  const data = await mkdtemp(join(tmpdir(), 'gatehouse-abuse-'));
  const start = async (settings: Record<string, string>) => {
    const folder = join(data, settings.RATE_LIMIT ?? 'off');
    await mkdir(folder, { recursive: true });
    return serve(app, folder, { ACCESS_TOKEN_LIFETIME: '1h', ...settings });
  };
  const single = async () => {
    const server = await start({});
    return sendOneByOne(server.url).finally(() => server.stop('SIGKILL'));
  };
  try {
    const load = {
      seed,
      requests: Number(requests),
      limited: Math.ceil(Number(requests) / LIMITED_PART),
    };
    const { unlimited, limited } = await proveAbuse(app, data, load);
    const settings = { RATE_LIMIT: 'on', BCRYPT_COST: '12' };
    return [
      ...printRun('Without limits', unlimited),
      ...printRun('With limits', limited),
      ...printSingle(await single()),
      ...printNeighbour(await signInBesideAttacks(() => start(settings))),
    ].map((what) => `${name}: ${what}`);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

const wrong: string[] = [];
if (only !== '13') {
  await build('.');
  wrong.push(...(await prove('Next.js 16', '.')));
}
if (only !== '16') {
  const { folder, remove } = await buildNext13();
  wrong.push(...(await prove('Next.js 13', folder).finally(remove)));
}
console.log(wrong.length > 0 ? `\nNOT PROVED (seed ${seed}):\n${wrong.join('\n')}` : '\nProved.');
process.exitCode = wrong.length > 0 ? 1 : 0;
