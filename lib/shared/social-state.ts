import { safeNextPath } from '@/lib/shared/routes';

/**
 * A state that carries the way back. The provider returns it to the letter, and the server takes
 * only the one that its browser began with, so nothing has to be kept on the way.
 */
export function stateWithNext(random: string, next: string | null): string {
  // A path that has passed `safeNextPath` is ASCII.
  return next === null ? random : `${random}.${toBase64url(next)}`;
}

/** The page to go on to that a state carries, or null. Whoever made the state, it is one of this site. */
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
