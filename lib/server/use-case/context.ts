import type { Logger } from 'pino';
import type { Database } from '@/db/database/database';
import type { KeyRing } from '@/lib/edge/keys';
import type { Audit } from '@/lib/server/audit/audit';
import type { Limiter } from '@/lib/server/limits/limiter';
import type { Mailer } from '@/lib/server/mail/mailer';
import type { Provider } from '@/lib/server/oauth/provider';
import type { Settings } from '@/lib/server/settings/settings';

/** The services of a use case; composed once a process, replaced as a whole in tests. */
export interface Context {
  readonly settings: Settings;
  readonly keys: KeyRing;
  readonly db: Database;
  readonly mail: Mailer;
  readonly limits: Limiter;
  readonly providers: readonly Provider[];
  readonly audit: Audit;
  readonly log: Logger;
  readonly now: () => Date;
  /** True once the process has been told to end: it finishes what is under way. */
  readonly isEnding: boolean;
}

// Next.js bundles each route on its own, so a variable of a module would not be shared.
const KEY = Symbol.for('gatehouse.context');
const shared = globalThis as { [KEY]?: Context };

/** Returns the context of this process, or undefined before the start. */
export function findContext(): Context | undefined {
  return shared[KEY];
}

/** Returns the context of this process. Throws if `instrumentation.ts` has not booted it. */
export function getContext(): Context {
  const context = findContext();
  if (!context) throw new Error('The server has not been booted: does instrumentation.ts run?');
  return context;
}

/** Makes this the context of the process. */
export function setContext(context: Context): void {
  shared[KEY] = context;
}
