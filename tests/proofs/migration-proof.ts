import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrateDatabase, openDatabase } from '@/db/client';
import { insertUser } from '@/db/repositories/accounts';

/**
 * The latest kill: longer than a migration takes, so that kills come before it, in it and after.
 */
const LONGEST_MS = 400;

const CODE = `
const { migrateDatabase } = await import('./db/client.ts');
process.stdout.write('ready');
await migrateDatabase(process.argv.at(-1));
process.stdout.write('done');`;

/** The results of a run with killed migrations. */
export interface MigrationReport {
  kills: number;
  /** The kills that hit a migration under way, not one that was over. */
  inTime: number;
  /** Databases that another run did not complete. */
  broken: number;
}

/** Kills migrations of an empty database at random points, and runs each again. */
export async function proveMigrations(
  kills: number,
  empty: () => Promise<string>,
): Promise<MigrationReport> {
  const report: MigrationReport = { kills, inTime: 0, broken: 0 };
  for (let i = 0; i < kills; i += 1) {
    const url = await empty();
    const args = ['--import', 'tsx', '--input-type=module', '-e', CODE, '--', url];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    const closed = once(child, 'close');
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    while (!printed.includes('ready')) await once(child.stdout, 'data');
    await sleep(Math.random() * LONGEST_MS);
    child.kill('SIGKILL');
    await closed;
    if (!printed.includes('done')) report.inTime += 1;
    if (!(await isComplete(url))) report.broken += 1;
  }
  return report;
}

async function isComplete(url: string): Promise<boolean> {
  try {
    await migrateDatabase(url);
    const db = await openDatabase(url);
    const user = {
      email: 'ada@example.com',
      firstName: 'Ada',
      lastName: 'Lovelace',
      password: '!',
      isActive: true,
      isStaff: false,
      isSuperuser: false,
      dateJoined: new Date(),
    };
    const isUsable = (await insertUser(db, user)) !== null;
    await db.close();
    return isUsable;
  } catch (error) {
    console.error(error);
    return false;
  }
}
