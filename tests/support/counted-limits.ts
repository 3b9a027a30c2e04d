import { AsyncLocalStorage } from 'node:async_hooks';
import { basename } from 'node:path';
import { afterAll, afterEach, expect, type RunnerTask } from 'vitest';
import type { Limiter } from '@/lib/server/limits/limiter';
import type { Contract } from '@/lib/shared/contracts/contract';
import { contracts } from '@/lib/shared/contracts/registry';
import type { LimitName } from '@/lib/shared/limits';

/** The limits that the endpoint under way has asked for. */
const asked = new AsyncLocalStorage<Set<LimitName>>();

/** The limits that endpoints asked for, by test file and contract. */
const askedIn = new Map<string, Set<LimitName>>();

function limitsIn(file: string, { name }: Contract): Set<LimitName> {
  const key = `${file} ${name}`;
  const limits = askedIn.get(key) ?? new Set();
  askedIn.set(key, limits);
  return limits;
}

const declaredBy = ({ limits = [], addressLimit, accountLimit }: Contract) =>
  [...limits, addressLimit, accountLimit].filter((name) => name !== undefined);

/**
 * Returns the same limiter, which notes each limit that an answer asks for: all that may give a
 * 429.
 */
export function recordLimits(limiter: Limiter): Limiter {
  const note = (limit: LimitName) => asked.getStore()?.add(limit);
  return {
    ...limiter,
    count(...counts) {
      for (const [limit] of counts) note(limit);
      return limiter.count(...counts);
    },
    countAddress(limit, ipAddress) {
      note(limit);
      return limiter.countAddress(limit, ipAddress);
    },
    sizeOf(limit) {
      note(limit);
      return limiter.sizeOf(limit);
    },
  };
}

/** Runs an endpoint. Throws if it asks for a limit that its contract does not declare. */
export async function withDeclaredLimits<T>(
  contract: Contract,
  answer: () => Promise<T>,
): Promise<T> {
  const limits = limitsIn(expect.getState().testPath ?? '', contract);
  const result = await asked.run(limits, answer);
  const others = [...limits].filter((limit) => !declaredBy(contract).includes(limit));
  if (others.length > 0) throw new Error(`${contract.name} does not declare ${others.join(', ')}`);
  return result;
}

/**
 * Fails, after the tests of an endpoint, if its contract declares a limit that none of them met.
 */
export function expectLimitsMet(): void {
  const { testPath: file = '' } = expect.getState();
  const contract = contracts.find(({ name }) => basename(file) === `${name}.test.ts`);
  if (!contract) return;
  let tasks: readonly RunnerTask[] = [];
  afterEach(({ task }) => {
    tasks = task.file.tasks;
  });
  afterAll(() => {
    // A run of some of the tests proves nothing.
    if (!tasks.every(hasPassed)) return;
    const met = limitsIn(file, contract);
    const unmet = declaredBy(contract).filter((limit) => !met.has(limit));
    expect(unmet, `limits of ${contract.name} that its tests did not meet`).toEqual([]);
  });
}

function hasPassed(task: RunnerTask): boolean {
  return 'tasks' in task ? task.tasks.every(hasPassed) : task.result?.state === 'pass';
}
