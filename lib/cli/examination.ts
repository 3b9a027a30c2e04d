import { existsSync } from 'node:fs';
import { openDatabase } from '@/db/client';
import type { Database } from '@/db/database/database';
import { rootCause } from '@/db/database/root-cause';
import { findLastUse, tryWriting } from '@/db/repositories/health';
import { countMails } from '@/db/repositories/outbox';
import { redirectHints } from '@/lib/server/identities/redirect-hints';
import { probeTransport } from '@/lib/server/mail/delivery';
import { ensureDevelopmentSecret } from '@/lib/server/runtime/development-secret';
import { runtimeHints } from '@/lib/server/runtime/runtime-hints';
import { settingsHints } from '@/lib/server/settings/hints';
import { parseSettings, type Settings, SettingsError } from '@/lib/server/settings/settings';
import { loadKeys } from '@/lib/server/settings/signing';
import { msToSeconds } from '@/lib/shared/time';

/** The result of one check; `advice` says what is wrong and what to do, null if all is well. */
export interface Finding {
  what: string;
  advice: string | null;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The settings that parsing DATABASE_URL alone requires. */
const DUMMY = { JWT_SECRET: 'never-used-but-long-enough-to-be-one' };

/** The most by which a clock may be off; tokens are good for five minutes. */
const MAX_SKEW_MS = 30_000;

/** Checks the settings of these variables, and the database and services that they name. */
export async function examine(variables: Variables): Promise<Finding[]> {
  const settings = readSettings(variables);
  if (settings instanceof SettingsError) {
    const findings = findingsOf(settings);
    if (findings.some(({ what }) => what === 'DATABASE_URL')) return findings;
    // The database is checked all the same if its own setting is good.
    const { DATABASE_URL } = parseSettings({ DATABASE_URL: variables.DATABASE_URL, ...DUMMY });
    return [...findings, ...(await examineDatabase({ DATABASE_URL }))];
  }
  const hints = [...settingsHints(settings, variables), ...redirectHints(settings)];
  const { node } = process.versions;
  return [
    { what: `Node.js ${node}`, advice: runtimeHints(node).join(' ') || null },
    { what: 'settings', advice: hints.join(' ') || null },
    ...(await examineKeys(settings)),
    ...(await examineDatabase(settings)),
    {
      what: `mail by ${settings.EMAIL_TRANSPORT}`,
      advice: await adviceOf(() => probeTransport(settings)),
    },
  ];
}

function readSettings(variables: Variables): Settings | SettingsError {
  const isDevelopment = variables.NODE_ENV !== 'production' && !variables.JWT_SECRET;
  const secret = isDevelopment && { JWT_SECRET: ensureDevelopmentSecret('./data').secret };
  try {
    return parseSettings({ ...variables, ...secret });
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
}

/** Returns one finding for each setting that the error names. */
function findingsOf(error: SettingsError): Finding[] {
  const [, ...problems] = error.message.split('\n');
  return problems.map((line) => {
    const [, what = 'settings', advice = line] = /^\s*(\w+) (.+)$/.exec(line) ?? [];
    return { what, advice };
  });
}

async function examineKeys(settings: Settings): Promise<Finding[]> {
  try {
    const { alg, published } = (await loadKeys(settings)).signing;
    const setting = published ? 'JWT_PRIVATE_KEY' : 'JWT_SECRET';
    return [{ what: `tokens: signed with ${setting}, ${alg}`, advice: null }];
  } catch (error) {
    if (error instanceof SettingsError) return findingsOf(error);
    throw error;
  }
}

async function examineDatabase({
  DATABASE_URL,
}: Pick<Settings, 'DATABASE_URL'>): Promise<Finding[]> {
  const what = 'database';
  if (DATABASE_URL.startsWith('file:') && !existsSync(DATABASE_URL.slice('file:'.length))) {
    return [{ what: `${what}: none yet, the first start makes it`, advice: null }];
  }
  let db: Database;
  try {
    db = await openDatabase(DATABASE_URL);
  } catch (error) {
    return [{ what, advice: messageOf(error) }];
  }
  try {
    return [
      { what: `${what}: there and migrated`, advice: null },
      { what: `${what}: can be written to`, advice: await adviceOf(() => write(db)) },
      { what: 'clock', advice: await adviceOf(() => compareClocks(db)) },
      { what: 'outbox', advice: await adviceOf(() => lookForFailedMails(db)) },
    ];
  } finally {
    await db.close();
  }
}

async function write(db: Database): Promise<void> {
  try {
    await tryWriting(db);
  } catch (error) {
    const why = rootCause(error)?.message;
    throw new Error(`cannot be written to (${why}): mend its rights, its disk or its lock`);
  }
}

async function compareClocks(db: Database): Promise<void> {
  const lastUse = await findLastUse(db);
  const ahead = (lastUse?.getTime() ?? 0) - Date.now();
  if (ahead <= MAX_SKEW_MS) return;
  throw new Error(
    `a session was used ${Math.round(msToSeconds(ahead))} s from now: set this machine\u2019s clock by NTP`,
  );
}

async function lookForFailedMails(db: Database): Promise<void> {
  const { failed } = await countMails(db);
  if (failed === 0) return;
  throw new Error(`${failed} mails failed for good: npm run cli -- outbox says why`);
}

async function adviceOf(act: () => Promise<void>): Promise<string | null> {
  return act().then(() => null, messageOf);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
