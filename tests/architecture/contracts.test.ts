import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '@/lib/server/http/endpoint';
import type { Contract } from '@/lib/shared/contracts/contract';
import { contracts } from '@/lib/shared/contracts/registry';
import { ERROR_CODES } from '@/lib/shared/error-codes';
import { sourceFiles } from '@/tests/support/source-files';

/** `/api/users/{id}/` is served by `app/api/users/[id]/route.ts`. */
const routeFile = ({ path }: Contract) =>
  `app${path.replace(/\/$/, '').replaceAll('{', '[').replaceAll('}', ']')}/route.ts`;

const load = (file: string): Promise<Record<string, Partial<Endpoint>>> =>
  import(/* @vite-ignore */ resolve(file));

describe.each(contracts.map((contract) => [contract.name, contract] as const))(
  '%s',
  (_, contract) => {
    it('is served at its path, under its method', async () => {
      const handlers = await load(routeFile(contract));
      expect(handlers[contract.method]?.contract).toBe(contract);
    });

    it('has a test of its name', () => {
      expect(existsSync(`tests/api/${contract.name}.test.ts`)).toBe(true);
    });

    it('declares the 401 that a caller must be ready for', () => {
      const mayRefuse = contract.who !== 'any' || contract.path.startsWith('/api/jwt/');
      const statuses = contract.errors.map((code): number => ERROR_CODES[code]);
      expect(statuses.includes(401)).toBe(mayRefuse);
    });
  },
);

describe('the registry', () => {
  it('is of contracts that are each written out: none is made of another', () => {
    const files = sourceFiles(/^lib\/shared\/contracts\//);
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter(({ text }) => text.includes('...')).map(({ path }) => path)).toEqual([]);
  });

  it('lists every endpoint that is served', async () => {
    const files = sourceFiles(/^app\/.*\/route\.ts$/).map(({ path }) => path);
    const handlers = await Promise.all(files.map(load));
    const served = handlers.flatMap((module) =>
      Object.values(module).flatMap((h) => h.contract ?? []),
    );
    expect(new Set(served)).toEqual(new Set(contracts));
  });

  it('gives no name twice', () => {
    expect(new Set(contracts.map(({ name }) => name)).size).toBe(contracts.length);
  });

  it('has a contract for every test of an endpoint', () => {
    const names = contracts.map(({ name }) => `${name}.test.ts`);
    const tests = readdirSync('tests/api').filter((file) => !file.startsWith('rule-'));
    expect(new Set(tests)).toEqual(new Set(names));
  });
});
