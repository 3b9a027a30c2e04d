import { bodyCases } from './bodies';
import { claimCases } from './claims';
import { documentCases } from './documents';
import { emailCases } from './emails';
import { faultCases } from './faults';
import { signatureCases } from './signatures';
import type { HostileCase } from './stage';

/** Every hostile provider; `startHostileProvider` serves each at an issuer of its own. */
export const hostileCases: readonly HostileCase[] = [
  ...claimCases,
  ...signatureCases,
  ...emailCases,
  ...bodyCases,
  ...documentCases,
  ...faultCases,
];
