import { AsyncLocalStorage } from 'node:async_hooks';

/** Sends a request in place of the platform's `fetch`. */
type Send = (request: Request) => Promise<Response>;

interface Installed {
  scope: AsyncLocalStorage<Send | null>;
  /** The function that we have installed as the global `fetch`. */
  fetch: typeof fetch | null;
}

// Next.js bundles each route on its own, so a module's variable would not be shared: this one is.
const KEY = Symbol.for('gatehouse.scoped-fetch');
const shared = globalThis as { [KEY]?: Installed };

/**
 * Runs `act` with every `fetch` in it led through `send`, also those of a library that takes no
 * `fetch` of ours. Other calls, even at the same time, use the platform's `fetch`.
 */
export function runWithFetch<T>(send: Send, act: () => Promise<T>): Promise<T> {
  shared[KEY] ??= { scope: new AsyncLocalStorage(), fetch: null };
  const installed = shared[KEY];
  // Checked each time: Next.js installs its own at the first request, and again in development.
  if (globalThis.fetch !== installed.fetch) install(installed);
  return installed.scope.run(send, act);
}

function install(installed: Installed): void {
  const { scope } = installed;
  const platform = globalThis.fetch;
  const scoped: typeof fetch = (input, init) => {
    const send = scope.getStore();
    if (!send) return platform(input, init);
    // `send` itself uses the platform's `fetch`.
    return scope.run(null, () => send(new Request(input, init)));
  };
  // The copied properties tell Next.js that its own `fetch` is installed already.
  installed.fetch = Object.assign(scoped, platform);
  globalThis.fetch = installed.fetch;
}
