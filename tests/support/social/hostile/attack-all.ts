import pLimit from 'p-limit';
import type { HostileCase, Target } from '@/tests/support/social/hostile/stage';

/** A way to attack one kind of provider. */
export interface Attack {
  attack: HostileCase;
  target: Target;
}

/** Tries every case at each of its targets, up to a number of quick ones at once. */
export async function attackAll<Outcome>(
  cases: readonly HostileCase[],
  atOnce: number,
  attackWith: (attack: Attack) => Promise<Outcome>,
): Promise<Outcome[]> {
  const attacks = cases.flatMap((attack) => attack.targets.map((target) => ({ attack, target })));
  // Slow cases run apart: a busy event loop would add to the time that they take.
  const slow = attacks.filter(({ attack }) => attack.isSlow);
  const heldUp = await Promise.all(slow.map(attackWith));
  const quick = attacks.filter(({ attack }) => !attack.isSlow);
  return [...heldUp, ...(await pLimit(atOnce).map(quick, attackWith))];
}
