import { describe } from 'vitest';
import * as route from '@/app/api/users/me/route';
import { nameChanges } from '@/tests/support/name-changes';

const names = await nameChanges(route, 'PATCH', '/api/users/me/');

describe('200', () => {
  names.itChangesNames();
  names.itLeavesAloneWhatIsLeftOut();
});

describe('400', () => {
  names.itRefusesBadNames();
});

describe('401', () => {
  names.itRefusesStrangers();
});
