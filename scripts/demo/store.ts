import type { Adapter, AdapterPayload } from 'oidc-provider';
import { toMs, toUnixSeconds } from '@/lib/shared/time';

interface Entry {
  payload: AdapterPayload;
  endsAt: number;
}

/**
 * Creates the store of a provider, the `adapter` of its configuration, in the memory of this process.
 * The library's own adapter prints a warning and keeps expired entries; this one drops them.
 */
export function createStore(): (model: string) => Adapter {
  const entries = new Map<string, Entry>();

  function read(key: string): AdapterPayload | undefined {
    const entry = entries.get(key);
    return entry && Date.now() < entry.endsAt ? entry.payload : undefined;
  }

  function removeWhere(isGone: (entry: Entry) => boolean) {
    for (const [key, entry] of entries) if (isGone(entry)) entries.delete(key);
  }

  return (model) => ({
    async upsert(id, payload, expiresIn) {
      const now = Date.now();
      removeWhere(({ endsAt }) => endsAt <= now);
      const endsAt = expiresIn === undefined ? Number.POSITIVE_INFINITY : now + toMs(expiresIn);
      entries.set(`${model}:${id}`, { payload, endsAt });
    },
    async find(id) {
      return read(`${model}:${id}`);
    },
    async findByUid(uid) {
      const sessions = [...entries].filter(([key]) => key.startsWith(`${model}:`));
      const [found] = sessions.find(([, { payload }]) => payload.uid === uid) ?? [];
      return found === undefined ? found : read(found);
    },
    async findByUserCode() {
      return undefined;
    },
    async consume(id) {
      const payload = read(`${model}:${id}`);
      if (payload) payload.consumed = toUnixSeconds(new Date());
    },
    async destroy(id) {
      entries.delete(`${model}:${id}`);
    },
    async revokeByGrantId(grantId) {
      removeWhere(({ payload }) => payload.grantId === grantId);
    },
  });
}
