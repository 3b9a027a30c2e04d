import { afterAll } from 'vitest';
import { type DemoProvider, startDemoProvider } from '@/scripts/demo-provider';

type Options = Parameters<typeof startDemoProvider>[0];

/** Starts a real OpenID provider for one test file: oidc-provider, as in development. */
export async function startOpenIdProvider(options: Options): Promise<DemoProvider> {
  const provider = await startDemoProvider(options);
  afterAll(() => provider.stop());
  return provider;
}

/** A browser's cookies for one site, each sent to the path it was set for and below. */
class CookieJar {
  private readonly cookies = new Map<string, { path: string; text: string }>();

  store(response: Response) {
    for (const line of response.headers.getSetCookie()) {
      const [text = ''] = line.split(';');
      const [, path = '/'] = /;\s*path=([^;]+)/i.exec(line) ?? [];
      this.cookies.set(`${path} ${text.slice(0, text.indexOf('='))}`, { path, text });
    }
  }

  header(url: URL): string {
    const sent = [...this.cookies.values()].filter(({ path }) => url.pathname.startsWith(path));
    return sent.map(({ text }) => text).join('; ');
  }
}

/** The choice at the provider: the id of a persona, or null to cancel. */
export type Choice = string | null;

/**
 * Goes through a sign-in at the provider as a browser would: opens the authorization address,
 * chooses, and follows redirects until they leave the provider. Returns where they lead: the
 * callback with `code`, `state` and `iss`, or with `error`. Throws if the provider shows an error.
 */
export async function signInAt(
  { issuer }: Pick<DemoProvider, 'issuer'>,
  authorizationUrl: string | URL,
  choice: Choice,
): Promise<URL> {
  const jar = new CookieJar();
  const body = new URLSearchParams(choice === null ? { cancel: 'yes' } : { persona: choice });

  async function visit(url: URL, init: RequestInit = {}): Promise<URL> {
    const headers = { cookie: jar.header(url), accept: 'text/html' };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    jar.store(response);
    const location = response.headers.get('location');
    if (location !== null) {
      const next = new URL(location, url);
      return next.origin === issuer ? visit(next) : next;
    }
    const page = await response.text();
    if (!response.ok) throw new Error(`the provider answered ${response.status}: ${page}`);
    return visit(url, { method: 'POST', body });
  }

  return visit(new URL(authorizationUrl));
}
