import { vi } from 'vitest';

/**
 * Stands in for the address of the page, which jsdom lets nobody leave or change: what it is left
 * for is told to `assign`, and the histories hear what it becomes.
 */
export function stubLocation(address: string) {
  const { origin, pathname, search, hash, href } = new URL(address, 'http://localhost:3000');
  const assign = vi.fn<(url: string) => void>();
  vi.stubGlobal('location', { origin, pathname, search, hash, href, assign });
  const replaceState = vi.spyOn(window.history, 'replaceState').mockImplementation(() => {});
  return { assign, replaceState };
}
