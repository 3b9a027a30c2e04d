import { serve } from '@/scripts/serve';
import { leakFinder } from '@/tests/proofs/abuse/leaks';
import { type RunReport, type RunWorkload, sendOddRequests } from '@/tests/proofs/abuse/run';

/** What a proof sends: `limited` more requests after the others, to a server that limits. */
export interface AbuseWorkload extends Omit<RunWorkload, 'first'> {
  limited: number;
}

/** What a server that limits nothing showed, and one that does. */
export interface AbuseReport {
  seed: number;
  unlimited: RunReport;
  limited: RunReport;
}

/** Everything that a server can have switched on without a network, so that it is reached, too. */
const SETTINGS = {
  // A person lasts longer than a run of requests with their tokens.
  ACCESS_TOKEN_LIFETIME: '1h',
  CORS_ALLOWED_ORIGINS: 'https://app.example.com',
  GOOGLE_AUTH_KEY: 'id',
  GOOGLE_AUTH_SECRET: 'secret',
  SOCIAL_AUTH_GITHUB_KEY: 'id',
  SOCIAL_AUTH_GITHUB_SECRET: 'secret',
  CRON_SECRET: 'a-secret-for-proofs-of-at-least-32-bytes',
};

/**
 * Sends odd requests of every form to the app built in `app`. Most go to a server without limits: one
 * with limits soon refuses nearly everything, and a refusal is the least of what there is to break.
 */
export async function proveAbuse(
  app: string,
  data: string,
  { seed, requests, limited }: AbuseWorkload,
): Promise<AbuseReport> {
  const findLeak = leakFinder(app, data);
  const run = async (more: Record<string, string>, first: number, count: number) => {
    const server = await serve(app, data, { ...SETTINGS, ...more });
    try {
      return await sendOddRequests(server, { seed, first, requests: count }, findLeak);
    } finally {
      // At once: one that is held up would not end by itself.
      await server.stop('SIGKILL');
    }
  };
  return {
    seed,
    // One of them believes a proxy, so that what is forwarded is read.
    unlimited: await run({ TRUSTED_PROXY_HOPS: '1' }, 0, requests),
    limited: await run({ RATE_LIMIT: 'on' }, requests, limited),
  };
}
