import { bodyCases } from '@/tests/support/social/hostile/bodies';
import { claimCases } from '@/tests/support/social/hostile/claims';
import { documentCases } from '@/tests/support/social/hostile/documents';
import { emailCases } from '@/tests/support/social/hostile/emails';
import { faultCases } from '@/tests/support/social/hostile/faults';
import { signatureCases } from '@/tests/support/social/hostile/signatures';
import type { HostileCase } from '@/tests/support/social/hostile/stage';
import { userInfoCases } from '@/tests/support/social/hostile/user-info';

/** Every hostile provider; `startHostileProvider` serves each at an issuer of its own. */
export const hostileCases: readonly HostileCase[] = [
  ...claimCases,
  ...signatureCases,
  ...emailCases,
  ...userInfoCases,
  ...bodyCases,
  ...documentCases,
  ...faultCases,
];
