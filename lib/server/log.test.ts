import { expect, it } from 'vitest';
import { createLog } from './log';

function logged(write: (log: ReturnType<typeof createLog>) => void): string[] {
  const lines: string[] = [];
  write(createLog('debug', { write: (line) => lines.push(line) }));
  return lines;
}

it('keeps an event on one line, whatever bytes come in', () => {
  const lines = logged((log) => log.info({ userAgent: 'a\r\n{"level":"fatal"}\u001b[31m' }));
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toMatch(/\p{Cc}/u);
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
