import { serve } from '@/scripts/serve';
import { leakFinder } from '@/tests/proofs/abuse/leaks';
import { type RunReport, type RunWorkload, sendOddRequests } from '@/tests/proofs/abuse/run';

/** The requests of a proof: `limited` of them go to a server with limits, after the others. */
export interface AbuseWorkload extends Omit<RunWorkload, 'first'> {
  limited: number;
}

/** The results of a server without limits, and of one with limits. */
export interface AbuseReport {
  seed: number;
  unlimited: RunReport;
  limited: RunReport;
}

/** The settings of everything that works without a network, so that the requests reach it, too. */
const SETTINGS = {
  // The tokens of a person live longer than a run of requests with them.
  ACCESS_TOKEN_LIFETIME: '1h',
  CORS_ALLOWED_ORIGINS: 'https://app.example.com',
  GOOGLE_AUTH_KEY: 'id',
  GOOGLE_AUTH_SECRET: 'secret',
  SOCIAL_AUTH_GITHUB_KEY: 'id',
  SOCIAL_AUTH_GITHUB_SECRET: 'secret',
  CRON_SECRET: 'a-secret-for-proofs-of-at-least-32-bytes',
};

/**
 * Sends odd requests of every form to the app built in `app`. Most go to a server without limits:
 * one with limits soon refuses nearly everything, and a refusal is the least of what there is to
 * break.
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
      // At once: a server that is held up would not end by itself.
      await server.stop('SIGKILL');
    }
  };
  return {
    seed,
    // This one trusts a proxy, so that it reads the forwarded addresses.
    unlimited: await run({ TRUSTED_PROXY_HOPS: '1' }, 0, requests),
    limited: await run({ RATE_LIMIT: 'on' }, requests, limited),
  };
}
