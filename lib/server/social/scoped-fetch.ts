import { AsyncLocalStorage } from 'node:async_hooks';

/** What carries a request in place of the platform's `fetch`. */
type Send = (request: Request) => Promise<Response>;

// Next.js bundles each route on its own, so a module's variable would not be shared: this one is.
const KEY = Symbol.for('gatehouse.scoped-fetch');
const shared = globalThis as { [KEY]?: AsyncLocalStorage<Send | null> };

/**
 * Runs `act` with every `fetch` in it led through `send`, also a library's that takes no other.
 * Calls from elsewhere, even at the same time, go the platform's way.
 */
export function runWithFetch<T>(send: Send, act: () => Promise<T>): Promise<T> {
  shared[KEY] ??= install();
  return shared[KEY].run(send, act);
}

function install(): AsyncLocalStorage<Send | null> {
  const scope = new AsyncLocalStorage<Send | null>();
  const platform = globalThis.fetch;
  const scoped: typeof fetch = (input, init) => {
    const send = scope.getStore();
    if (!send) return platform(input, init);
    // `send` itself fetches the platform's way.
    return scope.run(null, () => send(new Request(input, init)));
  };
  // With the marks by which Next.js knows that it has put its own in place already.
  globalThis.fetch = Object.assign(scoped, platform);
  return scope;
}
