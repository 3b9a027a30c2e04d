import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Provider } from 'oidc-provider';
import { configure, type DemoClient } from '@/scripts/demo/configuration';
import { choicePage, errorPage, setPageHeaders } from '@/scripts/demo/page';
import { PERSONAS, type Persona } from '@/scripts/demo/personas';

/** A running provider. */
export interface DemoProvider {
  issuer: string;
  /** Ends it; resolves when its port is free. */
  stop(): Promise<void>;
}

interface Options {
  /** The apps that may use it. */
  clients: readonly DemoClient[];
  /** The port; a free one by default. */
  port?: number;
  personas?: readonly Persona[];
}

/**
 * oidc-provider, without its sentence about Node.js versions: it names 22 as its oldest, and all
 * that we ask of it is tested on 20.
 */
async function loadLibrary(): Promise<typeof import('oidc-provider')> {
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('Unsupported runtime')) warn(...words);
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}

/** Shows the page of personas, or takes the choice from it. */
async function answerChoice(
  provider: Provider,
  personas: readonly Persona[],
  request: IncomingMessage,
  response: ServerResponse,
) {
  const { params } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    setPageHeaders(response, [new URL(String(params.redirect_uri)).origin]);
    response.end(choicePage(personas));
    return;
  }
  const chosen = new URLSearchParams(await text(request)).get('persona');
  const isKnown = personas.some(({ id }) => id === chosen);
  const result =
    chosen && isKnown
      ? { login: { accountId: chosen } }
      : { error: 'access_denied', error_description: 'The sign-in was cancelled.' };
  await provider.interactionFinished(request, response, result, {
    mergeWithLastSubmission: false,
  });
}

/** Drops the session's cookies from a request: the user chooses a persona anew each time. */
function forgetSession({ headers }: IncomingMessage) {
  const cookies = headers.cookie?.split('; ').filter((one) => !one.startsWith('demo_session'));
  if (cookies) headers.cookie = cookies.join('; ');
}

async function prepare(issuer: string, clients: Options['clients'], personas: readonly Persona[]) {
  const library = await loadLibrary();
  const policy = library.interactionPolicy.base();
  policy.remove('consent');
  const url = (_: unknown, { uid }: { uid: string }) => `/choice/${uid}`;
  const configuration = await configure(clients, personas, { policy, url });
  const provider = new library.Provider(issuer, configuration);
  const answerProtocol = provider.callback();
  return async (request: IncomingMessage, response: ServerResponse) => {
    forgetSession(request);
    if (!request.url?.startsWith('/choice/')) return answerProtocol(request, response);
    try {
      await answerChoice(provider, personas, request, response);
    } catch (error) {
      if (!(error instanceof library.errors.SessionNotFound)) throw error;
      response.statusCode = 400;
      setPageHeaders(response);
      response.end(errorPage('This sign-in is over. Go back to the app and start it again.'));
    }
  };
}

/**
 * Starts a real OpenID provider on the loopback interface, for development and tests: it asks the
 * user to choose a persona. Its keys are made anew each time, and all its data is in memory.
 */
export async function startDemoProvider(options: Options): Promise<DemoProvider> {
  const { clients, port = 0, personas = PERSONAS } = options;
  let answer: ReturnType<typeof prepare> | undefined;
  const server = createServer(async (request, response) => {
    try {
      // Loaded with the first request, so that a development server starts without waiting for it.
      answer ??= prepare(issuer, clients, personas);
      await (await answer)(request, response);
    } catch (error) {
      console.error('The demo account provider failed:', error);
      response.destroy();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
