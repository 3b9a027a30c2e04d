import type { ServerResponse } from 'node:http';

/** The header by which middleware tells Next.js the path of another page, with the server's own address. */
const REWRITE = 'x-middleware-rewrite';

/**
 * Keeps a header out of an answer that is for Next.js alone: it has done what it says by the time that
 * it writes it into the answer, where it would show the address at which the server listens.
 */
export function hideRewrite(response: Pick<ServerResponse, 'setHeader'>): void {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = function setShown(this: ServerResponse, name, value) {
    return name.toLowerCase() === REWRITE ? this : setHeader(name, value);
  } as ServerResponse['setHeader'];
}
