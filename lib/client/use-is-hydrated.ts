import { useEffect, useState } from 'react';

/** False on a page that has just come from the server: its scripts do not react to input yet. */
export function useIsHydrated(): boolean {
  const [isHydrated, setIsHydrated] = useState(false);
  useEffect(() => setIsHydrated(true), []);
  return isHydrated;
}
