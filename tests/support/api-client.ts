import { parseSetCookie } from 'cookie';
import type { RouteHandlers } from '@/lib/server/http/route';
import { withDeclaredLimits } from '@/tests/support/counted-limits';
import { contractOf, requireDescribed } from '@/tests/support/described-answer';
import { expectCodes } from '@/tests/support/error-rules';

type Method = keyof RouteHandlers;

interface Call {
  /** Sent as JSON unless it is a string, which is sent as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** An answer of the API, parsed. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: unknown;
  cookies: ReturnType<typeof parseSetCookie>[];
}

/**
 * Calls a route handler. Throws unless the OpenAPI document describes the answer, and the contract
 * declares the limits that were counted.
 */
export async function send(
  handlers: RouteHandlers,
  method: Method,
  request: Request,
): Promise<Response> {
  const answer = () => handlers[method](request);
  const contract = contractOf(handlers, method);
  const response = await (contract ? withDeclaredLimits(contract, answer) : answer());
  const { status, headers } = response;
  requireDescribed(handlers, method, { status, headers, text: await response.clone().text() });
  return response;
}

/** Calls route handlers as a server-side client would, or as a browser with a cookie jar. */
export class ApiClient {
  readonly jar: Record<string, string> = {};

  constructor(private readonly kind: 'browser' | 'native' = 'native') {}

  async call(
    handlers: RouteHandlers,
    method: Method,
    path: string,
    call: Call = {},
  ): Promise<Answer> {
    const headers = new Headers(call.headers);
    if (this.kind === 'browser' && !headers.has('origin') && !headers.has('sec-fetch-site')) {
      headers.set('sec-fetch-site', 'same-origin');
    }
    const cookie = Object.entries(this.jar).map(([name, value]) => `${name}=${value}`);
    if (cookie.length > 0 && !headers.has('cookie')) headers.set('cookie', cookie.join('; '));
    if (call.body !== undefined && !headers.has('content-type')) {
      headers.set('content-type', 'application/json');
    }
    const request = new Request(`http://localhost:3000${path}`, {
      method,
      headers,
      body: typeof call.body === 'object' ? JSON.stringify(call.body) : (call.body as string),
    });
    return this.#takeApart(await send(handlers, method, request));
  }

  async #takeApart(response: Response): Promise<Answer> {
    const cookies = response.headers.getSetCookie().map((line) => parseSetCookie(line));
    if (this.kind === 'browser') {
      for (const { name, value, maxAge } of cookies) {
        if (maxAge === 0) delete this.jar[name];
        else this.jar[name] = value ?? '';
      }
    }
    const text = await response.text();
    const json: unknown = text === '' ? null : JSON.parse(text);
    expectCodes(response.status, response.headers, json);
    return {
      status: response.status,
      headers: response.headers,
      text,
      json,
      cookies,
    };
  }
}
