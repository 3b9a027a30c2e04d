import { safeNextPath } from '@/lib/shared/routes';

/**
 * Returns a state that carries the path to go on to. The provider returns it unchanged, and the
 * server accepts only the one that the browser began with, so that nothing has to be stored.
 */
export function stateWithNext(random: string, next: string | null): string {
  // A path that has passed `safeNextPath` is ASCII.
  return next === null ? random : `${random}.${toBase64url(next)}`;
}

/**
 * Returns the path that a state carries, or null. It is a page of this site, even in a forged
 * state.
 */
export function nextOfState(state: string): string | null {
  const [, carried = ''] = state.split('.');
  try {
    return safeNextPath(atob(carried.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return null;
  }
}

function toBase64url(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
