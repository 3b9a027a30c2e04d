import { gzipSync } from 'node:zlib';
import { measureTraces } from '@/scripts/bench/groups/traced';
import type { Figure, Result } from '@/scripts/bench/measure/figures';
import { buildApp, startApp } from '@/scripts/bench/servers/app';
import { signUpPeople } from '@/scripts/bench/servers/people';
import type { Workshop } from '@/scripts/bench/servers/workshop';

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
  const weight: Weight = { gzip: 0, raw: 0, files: 0 };
  for (const source of new Set(sources)) {
    const script = Buffer.from(await (await fetch(new URL(source, url))).arrayBuffer());
    weight.raw += script.length / 1000;
    weight.gzip += gzipSync(script).length / 1000;
    weight.files += 1;
  }
  return weight;
}

/** The JavaScript of pages beside that of an empty one, and the files of the API's routes. */
export async function measurePages(workshop: Workshop): Promise<Result> {
  const server = await startApp(workshop, { cores: workshop.cores?.both ?? null });
  try {
    const [person] = await signUpPeople(server.url, 1);
    const cookie = `access=${person?.access ?? ''}`;
    const empty = await weigh(server.url, '/empty', '');
    const login = await weigh(server.url, '/auth/login', '');
    const account = await weigh(server.url, '/account', cookie);
    const rawOf = (of: string, { gzip, raw, files }: Weight) => [
      { of, unit: 'kB gzip', samples: [gzip] },
      { of, unit: 'kB', samples: [raw] },
      { of, unit: 'files', samples: [files] },
    ];
    const beside = (name: string, page: Weight): Figure => ({
      name: `JavaScript of ${name} / an empty page, gzip`,
      value: page.gzip / empty.gzip,
      unit: '×',
      raw: [...rawOf(name, page), ...rawOf('an empty page', empty)],
    });
    return {
      figures: [
        { ...beside('/auth/login', login), wanted: { atMost: 1.35 } },
        beside('/account', account),
        await measureTraces(await buildApp(workshop)),
      ],
      skipped: [],
    };
  } finally {
    await server.stop();
  }
}
