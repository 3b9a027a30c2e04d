import { AsyncLocalStorage } from 'node:async_hooks';

/** What carries a request in place of the platform's `fetch`. */
type Send = (request: Request) => Promise<Response>;

interface Installed {
  scope: AsyncLocalStorage<Send | null>;
  /** What we have put in place of the global `fetch`. */
  fetch: typeof fetch | null;
}

// Next.js bundles each route on its own, so a module's variable would not be shared: this one is.
const KEY = Symbol.for('gatehouse.scoped-fetch');
const shared = globalThis as { [KEY]?: Installed };

/**
 * Runs `act` with every `fetch` in it led through `send`, also a library's that takes no other.
 * Calls from elsewhere, even at the same time, go the platform's way.
 */
export function runWithFetch<T>(send: Send, act: () => Promise<T>): Promise<T> {
  shared[KEY] ??= { scope: new AsyncLocalStorage(), fetch: null };
  const installed = shared[KEY];
  // Each time: Next.js puts its own in place at the first request, and in development anew.
  if (globalThis.fetch !== installed.fetch) install(installed);
  return installed.scope.run(send, act);
}

function install(installed: Installed): void {
  const { scope } = installed;
  const platform = globalThis.fetch;
  const scoped: typeof fetch = (input, init) => {
    const send = scope.getStore();
    if (!send) return platform(input, init);
    // `send` itself fetches the platform's way.
    return scope.run(null, () => send(new Request(input, init)));
  };
  // With the marks by which Next.js knows that its own is in place already.
  installed.fetch = Object.assign(scoped, platform);
  globalThis.fetch = installed.fetch;
}
