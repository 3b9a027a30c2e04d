import { AsyncLocalStorage } from 'node:async_hooks';

interface Budget {
  leftMs: number;
}

const budgets = new AsyncLocalStorage<Budget>();

/**
 * Runs `act` with `ms` for all its statements together: each of ten statements may be fast enough
 * by itself, and the request still take too long.
 */
export function withBudget<T>(ms: number, act: () => Promise<T>): Promise<T> {
  return budgets.run({ leftMs: ms }, act);
}

/**
 * Runs a statement, which may take `limitMs` or what is left of the budget; rejects with a
 * `TimeoutError` if nothing is left. Only time spent waiting for the database is counted.
 */
export async function spend<T>(limitMs: number, act: (ms: number) => Promise<T>): Promise<T> {
  const budget = budgets.getStore();
  const ms = Math.min(limitMs, budget?.leftMs ?? limitMs);
  if (ms <= 0) throw new DOMException('The database is too slow.', 'TimeoutError');
  const start = performance.now();
  try {
    return await act(ms);
  } finally {
    if (budget) budget.leftMs -= performance.now() - start;
  }
}
