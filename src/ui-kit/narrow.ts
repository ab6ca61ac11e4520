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

/** True on phones and where large text leaves as little room: a screen of 1280 px at 200 % is just 40em wide. */
export const useIsNarrow = (): boolean => useMedia('(max-width: 40em)');

/** True where rows are drawn as a table, and a wide one does not fit beside the side bar. */
export const useIsTight = (): boolean => useMedia('(min-width: 40.01em) and (max-width: 93.99em)');

/** True where a side bar fits beside the page. */
export const useIsWide = (): boolean => useMedia('(min-width: 60em)');
