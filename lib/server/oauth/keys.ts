import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { fetchJson } from '@/lib/server/oauth/bounded-fetch';
import { boundsOfCall, type Clock } from '@/lib/server/oauth/call-bounds';
import { refused } from '@/lib/server/oauth/provider';
import { HOUR_SECONDS, MINUTE_SECONDS, toMs } from '@/lib/shared/time';

const KEPT_MS = toMs(HOUR_SECONDS);

/** The least time between two fetches for unknown key names, which an attacker can make up. */
const REFETCH_MS = toMs(MINUTE_SECONDS);

/** Base64url digits of 8,192 bits: a longer modulus would take seconds to compute with. */
const MAX_NUMBER = 1366;

const MAX_EXPONENT = 8;

const Key = z.looseObject({
  kty: z.enum(['RSA', 'EC', 'OKP']),
  n: z.string().max(MAX_NUMBER).optional(),
  e: z.string().max(MAX_EXPONENT).optional(),
});

const KeySet = z.object({ keys: z.array(z.unknown()).max(100) });

/** Finds the key that a token names. Rejects with a `ProviderError` or an error of jose. */
export type FindKey = JWTVerifyGetKey;

/**
 * The public keys behind an address: fetched when first needed, kept for an hour, fetched anew for
 * a key with an unknown name, but at most once a minute.
 */
export function createKeys(address: () => Promise<string>, { now, deadlineIn }: Clock): FindKey {
  let kept: { find: FindKey; loadedAt: number } | null = null;
  let triedAt = Number.NEGATIVE_INFINITY;
  let loading: Promise<FindKey> | null = null;

  async function load(): Promise<FindKey> {
    triedAt = now().getTime();
    const find = readKeySet(await fetchJson(await address(), boundsOfCall(deadlineIn)));
    kept = { find, loadedAt: triedAt };
    return find;
  }

  /** Loads the keys; concurrent callers share one request. */
  function loadOnce(): Promise<FindKey> {
    loading ??= load().finally(() => {
      loading = null;
    });
    return loading;
  }

  return async (header, token) => {
    const isFresh = kept !== null && now().getTime() - kept.loadedAt < KEPT_MS;
    const find = isFresh && kept ? kept.find : await loadOnce();
    try {
      return await find(header, token);
    } catch (error) {
      const isTooSoon = now().getTime() - triedAt < REFETCH_MS;
      if (!(error instanceof errors.JWKSNoMatchingKey) || isTooSoon) throw error;
      return (await loadOnce())(header, token);
    }
  };
}

/** A key without the members that are null: its server has none, and jose takes null for a value. */
function withoutNulls(key: unknown): unknown {
  if (typeof key !== 'object' || key === null) return key;
  return Object.fromEntries(Object.entries(key).filter(([, value]) => value !== null));
}

function readKeySet(reply: unknown): FindKey {
  const set = KeySet.safeParse(reply);
  if (!set.success) throw refused('its keys cannot be read');
  // Keys that we do not understand are left out; the others stay usable (RFC 7517 section 5).
  const keys = set.data.keys.flatMap((key) => Key.safeParse(withoutNulls(key)).data ?? []);
  return createLocalJWKSet({ keys });
}
