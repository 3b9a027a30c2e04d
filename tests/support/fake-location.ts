import { vi } from 'vitest';

/**
 * Stands in for the address of the page, which a test in jsdom cannot leave or change: `assign`
 * hears the address that the page is left for, and the histories hear each new one.
 */
export function stubLocation(address: string) {
  const { origin, pathname, search, hash, href } = new URL(address, 'http://localhost:3000');
  const assign = vi.fn<(url: string) => void>();
  vi.stubGlobal('location', { origin, pathname, search, hash, href, assign });
  const replaceState = vi.spyOn(window.history, 'replaceState').mockImplementation(() => {});
  return { assign, replaceState };
}
