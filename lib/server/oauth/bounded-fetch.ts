import type { CallBounds } from '@/lib/server/oauth/call-bounds';
import { ProviderError, refused, unreachable } from '@/lib/server/oauth/provider';

/** The most bytes of a decoded body: a megabyte of gzip may unfold to a gigabyte. */
const MAX_BYTES = 1_048_576;

/** The User-Agent of all calls; GitHub refuses requests without one. */
export const USER_AGENT = 'Gatehouse';

/** The answer of a provider's server, with its whole body. */
export interface Reply {
  status: number;
  text: string;
}

/**
 * Sends one request to a provider: within its bounds and 1 MB at most, nothing followed, nothing cached.
 * Rejects with a `ProviderError` for any answer below 200, from 300 to 399, 429 and from 500 on.
 */
export async function fetchBounded(
  address: string | URL,
  init: RequestInit,
  { callMs, deadlineIn, end }: CallBounds,
): Promise<Reply> {
  const timeout = deadlineIn(callMs);
  const signal = end ? AbortSignal.any([timeout, end]) : timeout;
  try {
    const response = await fetch(address, {
      ...init,
      redirect: 'manual',
      cache: 'no-store',
      signal,
    });
    const problem = findStatusError(response);
    if (problem) {
      discard(response.body?.cancel());
      throw problem;
    }
    return { status: response.status, text: await readText(response) };
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw unreachable(
      signal.aborted ? 'it did not answer in time' : 'it could not be reached',
      error,
    );
  }
}

/**
 * Fetches JSON from a provider; undefined for one of `absentStatuses`. Rejects with a `ProviderError`
 * for any other answer than a 200 of JSON.
 */
export async function fetchJson(
  address: string | URL,
  bounds: CallBounds,
  options: { accessToken?: string; absentStatuses?: readonly number[] } = {},
): Promise<unknown> {
  const { accessToken, absentStatuses = [] } = options;
  const headers = new Headers({ accept: 'application/json', 'user-agent': USER_AGENT });
  if (accessToken) headers.set('authorization', `Bearer ${accessToken}`);
  const { status, text } = await fetchBounded(address, { headers }, bounds);
  if (absentStatuses.includes(status)) return undefined;
  if (status !== 200) throw refused(`it answered ${status}`);
  return parseJson(text);
}

function findStatusError({ status, type, headers }: Response): ProviderError | null {
  // GitHub says "too often" with 403 as well, and tells it from "not allowed" by a header alone.
  const isTooOften = headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0';
  if (status === 429 || status >= 500 || (status === 403 && isTooOften))
    return unreachable(`it answered ${status}`);
  const isRedirect = type === 'opaqueredirect' || (status >= 300 && status < 400);
  if (isRedirect) return refused('it sent us to another address');
  return status < 200 ? refused(`it answered ${status}`) : null;
}

async function readText({ body }: Response): Promise<string> {
  if (!body) return '';
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > MAX_BYTES) {
      discard(reader.cancel());
      throw unreachable('it answered with more than 1 MB');
    }
    chunks.push(part.value);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** Ignores the failure to cancel a body: the body is not needed. */
function discard(cancelling: Promise<void> | undefined): void {
  cancelling?.catch(() => {});
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The error is left out: it quotes the text that it could not read.
    throw unreachable('its answer is no JSON');
  }
}
