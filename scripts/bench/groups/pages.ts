import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { measureTraces } from '@/scripts/bench/groups/traced';
import type { Figure, Result } from '@/scripts/bench/measure/figures';
import { buildApp, startApp } from '@/scripts/bench/servers/app';
import { signUpPeople } from '@/scripts/bench/servers/people';
import type { Workshop } from '@/scripts/bench/servers/workshop';
import { scriptsOfEveryPage } from '@/scripts/build-sizes';

/** The scripts of a page, in kB (10³ bytes): as they are sent, and as they are. */
interface Weight {
  gzip: number;
  raw: number;
  files: number;
}

/**
 * Weighs the scripts that a page's HTML names, each file once; those for browsers without modules
 * are left out.
 */
async function weigh(url: string, path: string, cookie: string): Promise<Weight> {
  const answer = await fetch(url + path, { headers: { cookie }, redirect: 'manual' });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  const html = await answer.text();
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const sources = tags
    .filter((tag) => !/\bnomodule\b/i.test(tag))
    .flatMap((tag) => /\b(?:src|href)="([^"]+\.js(?:\?[^"]*)?)"/.exec(tag)?.[1] ?? []);
  const scripts = [...new Set(sources)].map(async (source) => {
    const script = await fetch(new URL(source, url));
    return Buffer.from(await script.arrayBuffer());
  });
  return sum(await Promise.all(scripts));
}

/** Weighs the scripts that every page has: those of React and Next.js. */
async function weighFramework(workshop: Workshop): Promise<Weight> {
  const app = await buildApp(workshop);
  return sum(await Promise.all(scriptsOfEveryPage(app).map((file) => readFile(join(app, file)))));
}

/** The weight of scripts together. */
function sum(scripts: readonly Buffer[]): Weight {
  const kilobytes = (sizes: readonly number[]) => sizes.reduce((all, size) => all + size, 0) / 1000;
  return {
    gzip: kilobytes(scripts.map((script) => gzipSync(script).length)),
    raw: kilobytes(scripts.map((script) => script.length)),
    files: scripts.length,
  };
}

/** The JavaScript of pages beside that of an empty one, and the files of the API's routes. */
export async function measurePages(workshop: Workshop): Promise<Result> {
  const server = await startApp(workshop, { cores: workshop.cores?.both ?? null });
  try {
    const [person] = await signUpPeople(server.url, 1);
    const cookie = `access=${person?.access ?? ''}`;
    const empty = await weigh(server.url, '/empty', '');
    const login = await weigh(server.url, '/auth/login', '');
    const framework = await weighFramework(workshop);
    const account = await weigh(server.url, '/account', cookie);
    const rawOf = (of: string, { gzip, raw, files }: Weight) => [
      { of, unit: 'kB gzip', samples: [gzip] },
      { of, unit: 'kB', samples: [raw] },
      { of, unit: 'files', samples: [files] },
    ];
    const beside = (name: string, page: Weight, floorName: string, floor: Weight): Figure => ({
      name: `JavaScript of ${name} / ${floorName}, gzip`,
      value: page.gzip / floor.gzip,
      unit: '×',
      raw: [...rawOf(name, page), ...rawOf(floorName, floor)],
    });
    const bare = 'an empty page without a layout';
    return {
      figures: [
        { ...beside('/auth/login', login, bare, framework), wanted: { atMost: 1.35 } },
        beside('/auth/login', login, 'an empty page within the layout', empty),
        beside('/account', account, bare, framework),
        measureTraces(await buildApp(workshop)),
      ],
      skipped: [],
    };
  } finally {
    await server.stop();
  }
}
