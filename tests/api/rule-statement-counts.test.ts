import BetterSqlite, { type Statement } from 'better-sqlite3';
import { describe, expect, inject, it, vi } from 'vitest';
import * as create from '@/app/api/jwt/create/route';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as verify from '@/app/api/jwt/verify/route';
import * as me from '@/app/api/users/me/route';
import { ApiClient } from '@/tests/support/api-client';
import { ada, signIn, signInBrowser, signUp, tokensOf } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

await startTestApp();
await signUp();

const memory = new BetterSqlite(':memory:');
const prototype: Statement = Object.getPrototypeOf(memory.prepare('select 1'));
memory.close();

/** The texts of the statements that SQLite runs during `act`, the ends of transactions included. */
async function statementsOf(act: () => Promise<{ status: number }>): Promise<string[]> {
  const spies = (['all', 'get', 'run'] as const).map((name) => vi.spyOn(prototype, name));
  try {
    expect((await act()).status).toBe(200);
    const ran = spies.flatMap(({ mock }) => mock.contexts as readonly Statement[]);
    return ran.map(({ source }) => source);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const bearing = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

// On a server the driver is another, and what it is given the same.
describe.skipIf(inject('databaseServer'))('the statements of', () => {
  it('GET /users/me/ are one, for a browser and for others', async () => {
    const { access } = await signIn();
    const [client, browser] = [new ApiClient(), await signInBrowser()];
    const asClient = await statementsOf(() =>
      client.call(me, 'GET', '/api/users/me/', bearing(access)),
    );
    expect(asClient).toEqual([
      expect.stringMatching(/^select .* from "sessions" inner join "users"/),
    ]);
    expect(await statementsOf(() => browser.call(me, 'GET', '/api/users/me/'))).toEqual(asClient);
  });

  it('POST /jwt/verify/ are one', async () => {
    const { access } = await signIn();
    const body = { token: access };
    const check = () => new ApiClient().call(verify, 'POST', '/api/jwt/verify/', { body });
    expect(await statementsOf(check)).toEqual([expect.stringMatching(/^select /)]);
  });

  it('POST /jwt/refresh/ are one, and one more for a token that was exchanged before', async () => {
    const { refresh: token } = await signIn();
    const exchange = () =>
      new ApiClient().call(refresh, 'POST', '/api/jwt/refresh/', { body: { refresh: token } });
    expect(await statementsOf(exchange)).toEqual([expect.stringMatching(/^update "sessions" /)]);
    expect(await statementsOf(exchange)).toEqual([
      expect.stringMatching(/^update "sessions" /),
      expect.stringMatching(/^select /),
    ]);
  });

  it('POST /jwt/create/ are 13 at most, in one transaction what must stand together', async () => {
    const logIn = () => new ApiClient().call(create, 'POST', '/api/jwt/create/', { body: ada });
    let tokens = {};
    const statements = await statementsOf(async () => {
      const answer = await logIn();
      tokens = tokensOf(answer);
      return answer;
    });
    expect(Object.keys(tokens)).toHaveLength(2);
    expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(13);
  });
});
