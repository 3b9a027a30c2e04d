import { describe } from 'vitest';
import * as route from '@/app/api/users/[id]/route';
import { nameChanges } from '@/tests/support/name-changes';

const names = await nameChanges(route, 'PUT', '/api/users/1/');

describe('200', () => {
  names.itChangesNames();
  names.itLetsStaffChangeOthers();
});

describe('400', () => {
  names.itRequiresTheNames();
  names.itRefusesBadNames();
});

describe('401', () => {
  names.itRefusesStrangers();
});

describe('404', () => {
  names.itHidesOthers();
});
