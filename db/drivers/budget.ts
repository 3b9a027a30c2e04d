import { AsyncLocalStorage } from 'node:async_hooks';

interface Budget {
  leftMs: number;
}

const budgets = new AsyncLocalStorage<Budget>();

/**
 * Runs `act` with so much time for all its statements together. Each may be fast enough by itself
 * and a request of ten still take too long.
 */
export function withBudget<T>(ms: number, act: () => Promise<T>): Promise<T> {
  return budgets.run({ leftMs: ms }, act);
}

/**
 * Runs a statement, which may take `limitMs` or what is left of the budget; rejects with a
 * `TimeoutError` if nothing is. Time that is not spent waiting for the database is not counted.
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
