import {
  boundsOfExchange,
  type Clock,
  type DeadlineIn,
  type ExchangeBounds,
} from '@/lib/server/oauth/call-bounds';
import {
  type Answer,
  type Attempt,
  type Profile,
  type Provider,
  ProviderError,
  refused,
  unreachable,
} from '@/lib/server/oauth/provider';
import type { Settings } from '@/lib/server/settings/settings';

/** The parts that a provider is created from. */
export interface Setup extends Clock {
  readonly settings: Settings;
  /** Other addresses than the provider's own, by their names; for tests. */
  readonly endpoints?: Readonly<Record<string, string>>;
}

/** A provider before its time is bounded: `fetchProfile` takes the bounds of all its calls. */
export interface Source extends Omit<Provider, 'fetchProfile'> {
  /** True if a callback that names this issuer, or none, is of this provider (RFC 9207). */
  isCallbackIssuer(iss: string | null): Promise<boolean>;
  fetchProfile(attempt: Attempt, answer: Answer, bounds: ExchangeBounds): Promise<Profile>;
}

/** Returns a provider's own addresses, or those of a test instead. */
export function endpointsOf<E extends Readonly<Record<string, string>>>(own: E, setup: Setup): E {
  const entries = Object.entries(own);
  return Object.fromEntries(
    entries.map(([name, address]) => [name, setup.endpoints?.[name] ?? address]),
  ) as E;
}

/**
 * A provider whose `fetchProfile` ends within 12 s and rejects only with a `ProviderError`. The code is
 * sent to no server if the callback names another issuer.
 */
export function boundSource(source: Source, deadlineIn: DeadlineIn): Provider {
  const { slug, label, answersBy } = source;
  const fetchChecked = async (attempt: Attempt, answer: Answer, bounds: ExchangeBounds) => {
    const isOurs = await source.isCallbackIssuer(answer.iss);
    if (!isOurs) throw refused('the answer is of another issuer');
    return source.fetchProfile(attempt, answer, bounds);
  };
  return {
    slug,
    label,
    answersBy,
    authorizationUrl: (attempt) => source.authorizationUrl(attempt).catch(rethrow),
    fetchProfile: (attempt, answer) => {
      const bounds = boundsOfExchange(deadlineIn);
      const fetching = fetchChecked(attempt, answer, bounds);
      return Promise.race([fetching, rejectOn(bounds.needed.end)]).catch(rethrow);
    },
  };
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(unreachable('it did not answer in time'));
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Throws a refusal for any other error: a hostile answer may make a library throw. */
function rethrow(error: unknown): never {
  if (error instanceof ProviderError) throw error;
  throw refused('its answer cannot be read', error);
}
