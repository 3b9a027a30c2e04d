import { setTimeout as sleep } from 'node:timers/promises';
import type autocannon from 'autocannon';
import type { Call } from '@/scripts/bench/measure/paced';

/** The header of a body in JSON. */
export const JSON_TYPE = { 'content-type': 'application/json' };
const AT_ONCE = 8;

/** The password of each person, whom `emailOf` names. */
export const PASSWORD = 'ho1dfast-and-true';

/** A person that is signed in. */
export interface Person {
  /** The header by which the server knows the client's address, as a proxy in front sets it. */
  client: { 'x-forwarded-for': string };
  access: string;
  refresh: string;
}

/** The address of one of many clients: of the block that is kept for benchmarks. */
export function clientHeader(index: number): { 'x-forwarded-for': string } {
  return { 'x-forwarded-for': `198.18.${(index >> 8) & 255}.${index & 255}` };
}

/** The e-mail address of one of many people. */
export function emailOf(index: number): string {
  return `ada${index}@example.com`;
}

/**
 * Sends JSON and returns the answer's, again if it is told to come later; throws on another status
 * that is no success.
 */
async function send<T>(url: string, body: object, headers: object): Promise<T> {
  const init = { method: 'POST', headers: { ...JSON_TYPE, ...headers } };
  const answer = await fetch(url, { ...init, body: JSON.stringify(body) });
  if (answer.status === 429) {
    await sleep(Number(answer.headers.get('retry-after')) * 1000);
    return send(url, body, headers);
  }
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Runs `act` for each number below `count`, some at once; returns the results in order. */
export async function forEach<T>(count: number, act: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await act(index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

/** Signs people up and in, each from an address of their own. */
export function signUpPeople(url: string, count: number): Promise<Person[]> {
  return forEach(count, async (index) => {
    const client = clientHeader(index);
    const account = { email: emailOf(index), password: PASSWORD };
    const names = { first_name: 'Ada', last_name: 'Lovelace', re_password: PASSWORD };
    await send(`${url}/api/users/`, { ...account, ...names }, client);
    return {
      client,
      ...(await send<Omit<Person, 'client'>>(`${url}/api/jwt/create/`, account, client)),
    };
  });
}

/** Requests of one kind, each by another person, with the access token in a cookie. */
export function requestsOf(
  people: readonly Person[],
  method: 'GET' | 'POST',
  path: string,
): autocannon.Request[] {
  return people.map(({ client, access }) => ({
    method,
    path,
    headers: { ...client, cookie: `access=${access}` },
  }));
}

/** The same requests for a paced load, in turn. */
export function callsOf(requests: readonly autocannon.Request[]): (index: number) => Call {
  return (index) => {
    const { method, path = '', headers = {} } = requests[index % requests.length] ?? {};
    return { method: method === 'POST' ? 'POST' : 'GET', path, headers };
  };
}

/**
 * Requests that exchange refresh tokens, in the order in which people come back: each presents the
 * token that the last answer to its session brought. A session whose answer was lost at the end of a
 * sample is not asked for again.
 */
export function refreshRequests(people: readonly Person[], path: string): autocannon.Request[] {
  const waiting = people.map(({ client, refresh }) => ({ client, refresh }));
  // Each connection has a context of its own.
  type Context = { current?: (typeof waiting)[number] };
  const exchange: autocannon.Request = {
    method: 'POST',
    path,
    setupRequest(request, context: Context) {
      context.current = waiting.shift();
      if (!context.current) throw new Error('All sessions are in use.');
      const { client, refresh } = context.current;
      return {
        ...request,
        headers: { ...JSON_TYPE, ...client },
        body: JSON.stringify({ refresh }),
      };
    },
    onResponse(status, body, { current }: Context) {
      if (current && status === 200) {
        waiting.push({ ...current, refresh: JSON.parse(body).refresh });
      }
    },
  };
  return [exchange];
}
