import { afterEach, expect, it } from 'vitest';
import { runWithFetch } from '@/lib/server/oauth/scoped-fetch';

const platform = globalThis.fetch;
const answer = (text: string) => async () => new Response(text);
const textOf = async (url = 'http://example.invalid/') => (await fetch(url)).text();

afterEach(() => {
  globalThis.fetch = platform;
});

it('leads the calls of one task through its function, and those of no other task', async () => {
  globalThis.fetch = answer('platform');
  const [inside, both, outside] = await Promise.all([
    runWithFetch(answer('ours'), textOf),
    runWithFetch(answer('theirs'), async () => [await textOf(), await textOf()]),
    textOf(),
  ]);
  expect([inside, ...both, outside]).toEqual(['ours', 'theirs', 'theirs', 'platform']);
});

it('lets that function use the platform’s fetch', async () => {
  globalThis.fetch = answer('platform');
  const around = async (request: Request) => new Response(`around ${await textOf(request.url)}`);
  expect(await runWithFetch(around, textOf)).toBe('around platform');
});

it('holds although Next.js installs its own fetch before and after, and keeps its properties', async () => {
  globalThis.fetch = Object.assign(answer('first'), { __nextPatched: true });
  expect(await runWithFetch(answer('ours'), textOf)).toBe('ours');
  expect(globalThis.fetch).toHaveProperty('__nextPatched', true);
  globalThis.fetch = answer('second');
  expect(await runWithFetch(answer('ours'), textOf)).toBe('ours');
  expect(await textOf()).toBe('second');
});
