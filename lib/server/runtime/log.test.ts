import { expect, it } from 'vitest';
import { createLog } from '@/lib/server/runtime/log';

function logged(write: (log: ReturnType<typeof createLog>) => void): string[] {
  const lines: string[] = [];
  write(createLog('debug', { write: (line) => lines.push(line) }));
  return lines;
}

it('keeps an event on one line, whatever bytes it holds', () => {
  const lines = logged((log) => log.info({ userAgent: 'a\r\n{"level":"fatal"}\u001b[31m' }));
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toMatch(/\p{Cc}/u);
});

it('escapes control characters of terminals and marks of direction', () => {
  const given = { userAgent: 'a\u009b31m\u007f\u202e\u2028\u2066', reason: '👩\u200d🚀 عبد' };
  const [line = ''] = logged((log) => log.info(given, 'a\u009d0;title\u009c'));
  expect(line.trimEnd()).not.toMatch(/[\p{Cc}\p{Zl}\p{Bidi_Control}]/u);
  expect(line).toContain('👩\u200d🚀 عبد');
  expect(JSON.parse(line)).toMatchObject({ ...given, msg: 'a\u009d0;title\u009c' });
});

it('never quotes the values of a failed statement', () => {
  const cause = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
  const error = new Error('Failed query: insert\nparams: bcrypt_sha256$$2b$12$hash', { cause });
  const lines = logged((log) => {
    log.error({ err: error });
    log.error({ err: error }, 'with a message');
    log.error(error);
    log.error(error, 'with a message');
  });
  expect(lines).toHaveLength(4);
  for (const line of lines) {
    expect(line).toContain('SQLITE_BUSY');
    expect(line).not.toContain('hash');
  }
});
