import { useSyncExternalStore } from 'react';

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches,
    () => false,
  );
}

/** True on phones and where large text leaves as little room. */
export const useIsNarrow = (): boolean => useMedia('(max-width: 39.99em)');

/** True where a side bar fits beside the page. */
export const useIsWide = (): boolean => useMedia('(min-width: 60em)');
