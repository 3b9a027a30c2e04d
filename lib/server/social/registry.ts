import type { NamedProvider } from '../../shared/providers';
import type { Settings } from '../env';
import { createApple } from './apple';
import { createDiscord } from './discord';
import { createFacebook } from './facebook';
import { createGithub } from './github';
import { createGitlab } from './gitlab';
import { createGoogle } from './google';
import { createLinkedin } from './linkedin';
import { createMicrosoft } from './microsoft';
import { createOidc } from './oidc';
import type { Provider } from './provider';
import { boundSource, type Setup, type Source } from './source';

/** One line a provider; the order is that of the buttons. Null: the settings do not have it. */
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
  /** Other addresses than the providers' own, for tests; no setting leads here. */
  endpoints?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The providers that the settings configure. They keep keys and metadata: make them once. */
export function createProviders(settings: Settings, { now, endpoints }: Options): Provider[] {
  const named = Object.entries(CREATE).map(([slug, create]) =>
    create({ settings, now, ...(endpoints?.[slug] && { endpoints: endpoints[slug] }) }),
  );
  const further = settings.OIDC_PROVIDERS.map((set) => createOidc(set, { settings, now }));
  return [...named.filter((source) => source !== null), ...further].map(boundSource);
}
