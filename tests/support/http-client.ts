import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { parseSetCookie } from 'cookie';
import { PASSWORD } from '@/tests/support/password';

/** Both tokens, as cookies hold them. */
export interface TokenPair {
  access: string;
  refresh: string;
}

/** Plain HTTP to a running server: no redirects followed, no cookies kept. */
export class HttpClient {
  constructor(private readonly server: { readonly url: string }) {}

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.server.url + path, { headers, redirect: 'manual' });
  }

  post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      redirect: 'manual',
    });
  }

  /** Signs a new person up and in. */
  async newPerson(first_name = 'Ada'): Promise<TokenPair & { email: string }> {
    const email = `${randomUUID()}@example.com`;
    const form = { first_name, last_name: 'Lovelace', email, password: PASSWORD };
    await this.post('/api/users/', { ...form, re_password: PASSWORD });
    const answer = await this.post('/api/jwt/create/', { email, password: PASSWORD });
    return { email, ...((await answer.json()) as TokenPair) };
  }

  /** Sends exactly this request line and these headers, and returns the answer. */
  raw(requestLine: string, ...headers: string[]): Promise<{ status: number; text: string }> {
    const { hostname, port } = new URL(this.server.url);
    const host = headers.some((line) => /^host:/i.test(line)) ? [] : [`Host: ${hostname}:${port}`];
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        const lines = [requestLine, ...host, 'Connection: close', ...headers];
        socket.write(`${lines.join('\r\n')}\r\n\r\n`);
      });
      let text = '';
      socket.setTimeout(10_000, () => socket.destroy(new Error(`no answer to ${requestLine}`)));
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
      });
      socket.on('error', reject).on('close', () => {
        resolve({ status: Number(text.split(' ', 2)[1]), text });
      });
    });
  }
}

/** A Cookie header. */
export function cookieHeader(cookies: Partial<TokenPair>): { cookie: string } {
  const pairs = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  return { cookie: pairs.join('; ') };
}

/** Cookies that an answer sets, by name. */
export function setCookies(response: Response): Record<string, ReturnType<typeof parseSetCookie>> {
  const cookies = response.headers.getSetCookie().map((line) => parseSetCookie(line));
  return Object.fromEntries(cookies.map((cookie) => [cookie.name, cookie]));
}
