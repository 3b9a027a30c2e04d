/** A request header from one part of this app to another. */
interface InternalHeader {
  name: `x-gatehouse-${string}`;
  /** Files that write it on a request, from the first to the last that may. */
  setBy: readonly string[];
  /** Files that believe it. */
  believedBy: readonly string[];
}

const INCOMING = 'lib/server/http/next/incoming.ts';
const ROUTES = [
  'lib/server/http/form-post-route.ts',
  'lib/server/http/route.ts',
  'lib/server/http/unknown-route.ts',
];

/**
 * Every internal header. `incoming.ts` drops those that come from outside, by `isReservedHeader`.
 */
export const INTERNAL_HEADERS = {
  /** The address at the other end of the socket, a proxy's perhaps. */
  socketAddress: {
    name: 'x-gatehouse-socket-address',
    setBy: [INCOMING],
    believedBy: ['lib/server/http/next/own-machine.ts'],
  },
  /** The client's address, past the proxies that `TRUSTED_PROXY_HOPS` counts. */
  clientAddress: {
    name: 'x-gatehouse-client-address',
    setBy: [INCOMING],
    believedBy: ['lib/server/http/request.ts'],
  },
  /**
   * The client's address, sealed by this process. The gate hands it on when it asks the API in the
   * client's name; it is believed only over loopback, and only with the seal.
   */
  visitor: {
    name: 'x-gatehouse-visitor',
    setBy: [INCOMING, 'lib/edge/authority.ts'],
    believedBy: [INCOMING],
  },
  /** Set on a request that no page takes, for its method. */
  page: {
    name: 'x-gatehouse-page',
    setBy: [INCOMING],
    believedBy: ['lib/server/http/unknown-route.ts'],
  },
  /** The bound that the request exceeds, in the place of everything else in it. */
  breach: {
    name: 'x-gatehouse-breach',
    setBy: [INCOMING],
    believedBy: ['lib/server/http/unknown-route.ts'],
  },
  /** Set where the answer has the headers of all answers of the API already. */
  headed: {
    name: 'x-gatehouse-headed',
    setBy: [INCOMING],
    believedBy: ['lib/server/http/respond.ts'],
  },
  /** The method as it was sent, where Next.js could not have represented it. */
  method: { name: 'x-gatehouse-method', setBy: [INCOMING], believedBy: ROUTES },
  /**
   * Set where the gate could not learn whether the session lives, so that the page does not guess.
   */
  unknownViewer: {
    name: 'x-gatehouse-unknown-viewer',
    setBy: ['middleware.ts'],
    believedBy: ['lib/server/http/next/viewer.ts'],
  },
  /** The path and query that a page was asked for with, to come back to after a sign-in. */
  pageAddress: {
    name: 'x-gatehouse-page-address',
    setBy: ['middleware.ts'],
    believedBy: ['lib/server/http/next/viewer.ts'],
  },
} as const satisfies Record<string, InternalHeader>;

/** Headers that Next.js sets itself, and headers of proxies that Next.js would believe. */
const FRAMEWORK_HEADER = /^x-(?:middleware|invoke)-|^x-forwarded-(?:host|port|proto)$/;

/** True for a header, in lower case, that no client and no proxy may set: ours, or Next.js' own. */
export function isReservedHeader(name: string): boolean {
  return name.startsWith('x-gatehouse-') || FRAMEWORK_HEADER.test(name);
}
