import type { DeadlineIn } from '@/lib/server/oauth/call-bounds';
import type { Provider } from '@/lib/server/oauth/provider';
import { createApple } from '@/lib/server/oauth/providers/apple';
import { createDiscord } from '@/lib/server/oauth/providers/discord';
import { createFacebook } from '@/lib/server/oauth/providers/facebook';
import { createGithub } from '@/lib/server/oauth/providers/github';
import { createGitlab } from '@/lib/server/oauth/providers/gitlab';
import { createGoogle } from '@/lib/server/oauth/providers/google';
import { createLinkedin } from '@/lib/server/oauth/providers/linkedin';
import { createMicrosoft } from '@/lib/server/oauth/providers/microsoft';
import { createOidc } from '@/lib/server/oauth/providers/oidc';
import { boundSource, type Setup, type Source } from '@/lib/server/oauth/source';
import type { Settings } from '@/lib/server/settings/settings';
import type { NamedProvider } from '@/lib/shared/providers';

/** One line for each provider, in the order of the buttons. Null if the settings lack it. */
const CREATE: Readonly<Record<NamedProvider, (setup: Setup) => Source | null>> = {
  google: createGoogle,
  apple: createApple,
  microsoft: createMicrosoft,
  facebook: createFacebook,
  github: createGithub,
  gitlab: createGitlab,
  linkedin: createLinkedin,
  discord: createDiscord,
};

interface Options {
  now: () => Date;
  /** Another clock than the machine's for deadlines, for tests. */
  deadlineIn?: DeadlineIn;
  /** Other addresses than the providers' own, for tests; no setting leads here. */
  endpoints?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * Creates the providers that the settings configure. They cache keys and metadata: create them
 * once.
 */
export function createProviders(
  settings: Settings,
  { now, endpoints, deadlineIn = (ms) => AbortSignal.timeout(ms) }: Options,
): Provider[] {
  const clock = { now, deadlineIn };
  const named = Object.entries(CREATE).map(([slug, create]) =>
    create({ settings, ...clock, ...(endpoints?.[slug] && { endpoints: endpoints[slug] }) }),
  );
  const further = settings.OIDC_PROVIDERS.map((set) => createOidc(set, { settings, ...clock }));
  return [...named.filter((source) => source !== null), ...further].map((source) =>
    boundSource(source, deadlineIn),
  );
}
