import { describe, expect, it } from 'vitest';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import { sourceFiles } from '@/tests/support/source-files';

const source = sourceFiles(/^(?:app|components|lib|db|middleware|instrumentation)/);

// Each of these has been the door of an attack somewhere in this field.
it.each([
  ['raw SQL', /\bsql\.(?:raw|identifier)\b/],
  ['guessable randomness', /\bMath\.random\b/],
  ['messages from other windows', /addEventListener\(\s*['"]message/],
  ['child processes', /child_process/],
  ['Server Actions', /['"]use server['"]/],
  ['unescaped HTML', /dangerouslySetInnerHTML/],
  ['request headers handed back as response headers', /NextResponse\.next\(\{\s*headers/],
  ['addresses made from the Host header', /headers\.get\(\s*['"](?:host|x-forwarded-host)['"]/i],
  ['tokens decoded without a check', /\bdecodeJwt\b|\bdecodeIdToken\b/],
  ['type checks switched off', /@ts-(?:ignore|nocheck|expect-error)|\bas any\b/],
  ['a lint rule switched off', /biome-ignore/],
])('the source has no %s', (_, pattern) => {
  expect(source.length).toBeGreaterThan(50);
  expect(source.filter(({ text }) => pattern.test(text)).map(({ path }) => path)).toEqual([]);
});

it('one file uses storage that scripts can read, and keeps the path of a page there', () => {
  const storage = /\b(?:localStorage|sessionStorage|indexedDB|document\.cookie)\b/;
  const users = source.filter(({ text }) => storage.test(text));
  expect(users.map(({ path }) => path)).toEqual(['lib/client/kept-next.ts']);
  const writes = users.flatMap(({ text }) => text.match(/setItem\(.*/g) ?? []);
  // `path` has passed `safeNextPath`: no token, no code and no address of a person is one.
  const write = /^setItem\(keyOf\(way\), `\$\{now\} \$\{path\}`\);$/;
  expect(writes).toEqual([expect.stringMatching(write)]);
});

it('the command line prints through one file, which makes values harmless for a terminal', () => {
  const commands = sourceFiles(/^lib\/(?:cli|django)\//);
  const printing = commands
    .filter(({ text }) => /\bconsole\b|\bstd(?:out|err)\b|node:(?:console|tty)/.test(text))
    .map(({ path }) => path);
  expect(commands.length).toBeGreaterThan(20);
  expect(printing).toEqual(['lib/cli/output.ts']);
  // What draws by itself, and the log.
  const drawing = commands.filter(({ text }) => /\bdrawing\b/.test(text)).map(({ path }) => path);
  expect(drawing.sort()).toEqual([
    'lib/cli/django-report.ts',
    'lib/cli/environment.ts',
    'lib/cli/output.ts',
    'lib/cli/password-input.ts',
  ]);
});

it('the source hashes no password out of turn, or a flood would stop everything else', () => {
  const hashing = source.filter(({ text }) => /\b(?:verify|hash)Password\(/.test(text));
  const others = hashing
    .filter(({ text }) => !/\.queueFairly\(/.test(text))
    .map(({ path }) => path);
  // The functions themselves, and an operator, whose command line is a process of its own.
  expect(others).toEqual(['lib/server/accounts/administration.ts', 'lib/server/passwords/hash.ts']);
});

it('seconds and milliseconds are converted in one file, and hours and days have names', () => {
  const conversion =
    /[*/]\s*(?:1000|1_000|1e3)\b|\b(?:1000|1_000|1e3)\s*\*|\b(?:3600|86_?400|3_?600_?000|86_?400_?000)\b|\* 60\b|\b60(?:_?000)? \*/;
  for (const text of ['x / 1000', 'ttl*1000', '1000 * x', '24 * 60', '60 * minutes', '86400']) {
    expect(text).toMatch(conversion);
  }
  const converting = source.filter(({ text }) => conversion.test(text)).map(({ path }) => path);
  expect(converting).toEqual(['lib/shared/time.ts']);
});

describe('an internal header', () => {
  const users = source.filter(({ path }) => path !== 'lib/edge/internal-headers.ts');

  it.each(Object.entries(INTERNAL_HEADERS))(
    'is named by those who set or believe it: %s',
    (key, { setBy, believedBy }) => {
      const naming = users.filter(({ text }) =>
        new RegExp(`\\bINTERNAL_HEADERS\\.${key}\\b`).test(text),
      );
      const declared = new Set<string>([...setBy, ...believedBy]);
      expect(naming.map(({ path }) => path).sort()).toEqual([...declared].sort());
    },
  );

  it('is written out in no other file than the table', () => {
    const writing = users.filter(({ text }) => /x-gatehouse-/i.test(text));
    expect(writing.map(({ path }) => path)).toEqual([]);
  });
});
