import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Navbar } from '@/components/layout/navbar';
import { stubLocation } from '@/tests/support/fake-location';
import { showForm } from '@/tests/support/show-form';

/** Returns the goals of the navigation's links on the page with this address. */
function linksAt(address: string) {
  stubLocation(address);
  showForm(<Navbar siteName="Gatehouse" />);
  const [, ...links] = screen.getAllByRole('link');
  return links.map((link) => link.getAttribute('href'));
}

const NEXT = 'next=%2Faccount%3Ftab%3D1';

it.each([
  ['/auth/login', ['/auth/register']],
  ['/auth/register', ['/auth/login']],
  ['/auth/check-mail', ['/auth/login', '/auth/register']],
  ['/password-reset', ['/auth/login', '/auth/register']],
  ['/', ['/auth/login', '/auth/register']],
])('the links to sign in and up on %s carry the page to go on to along', (page, goals) => {
  expect(linksAt(`${page}?${NEXT}`)).toEqual(goals.map((goal) => `${goal}?${NEXT}`));
});

it('with the fragment, which no server was told', () => {
  expect(linksAt(`/auth/login?${NEXT}#devices`)).toEqual([`/auth/register?${NEXT}%23devices`]);
});

it.each([
  '/auth/login',
  '/auth/login?next=%2F%2Fevil.example',
  '/?next=https%3A%2F%2Fevil.example',
])('on %s they carry none', (address) => {
  for (const goal of linksAt(address)) expect(goal).toMatch(/^\/auth\/\w+$/);
});
