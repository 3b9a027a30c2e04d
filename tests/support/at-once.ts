import { inject } from 'vitest';
import { isWhole } from '@/tests/support/whole';

const isLibsql = inject('databaseServer')?.kind === 'libsql';

/**
 * The number of requests that race. A libSQL server takes seconds for a hundred, near the four after
 * which the app answers 503, so that there the other work on the machine would decide the test.
 */
export const AT_ONCE = isLibsql && !isWhole ? 20 : 100;
