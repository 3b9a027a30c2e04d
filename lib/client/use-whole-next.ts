import { useSyncExternalStore } from 'react';
import { withFragment } from '@/lib/shared/routes';

function listenToFragment(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
}

/**
 * Returns the `next` of this page's query with the fragment of its address, which the page alone
 * knows.
 */
export function useWholeNext(next: string | null): string | null {
  const hash = useSyncExternalStore(
    listenToFragment,
    () => window.location.hash,
    () => '',
  );
  return withFragment(next, hash);
}
