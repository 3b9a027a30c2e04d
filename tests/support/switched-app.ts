import type { Context } from '@/lib/server/use-case/context';
import { DEFAULT_SWITCHES, type Switches } from '@/lib/shared/switches';
import { withChanged } from '@/tests/support/test-app';

/** Changes of the switches; those of `retypes` one by one. */
type Changes = Partial<Omit<Switches, 'retypes'>> & { retypes?: Partial<Switches['retypes']> };

/** Runs `act` while the app has other switches than the defaults. */
export function withSwitches<T>(
  { settings }: Context,
  changes: Changes,
  act: () => Promise<T>,
): Promise<T> {
  const retypes = { ...DEFAULT_SWITCHES.retypes, ...changes.retypes };
  return withChanged(settings, { SWITCHES: { ...DEFAULT_SWITCHES, ...changes, retypes } }, act);
}
