import { useSyncExternalStore } from 'react';

const STORED = 'goc.large-type';
const listeners = new Set<() => void>();

const isLarge = () => document.documentElement.dataset.type === 'large';

function mark(large: boolean) {
  if (large) document.documentElement.dataset.type = 'large';
  else delete document.documentElement.dataset.type;
}

try {
  mark(localStorage.getItem(STORED) === 'yes');
} catch {
  // without storage the usual size is kept
}

function setLargeType(large: boolean) {
  mark(large);
  try {
    localStorage.setItem(STORED, large ? 'yes' : 'no');
  } catch {
    // the size holds until the page is closed
  }
  for (const listener of listeners) listener();
}

/** Large type for every screen and print of this device. */
export function useLargeType(): { isLarge: boolean; setLargeType: (large: boolean) => void } {
  const large = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isLarge,
    () => false,
  );
  return { isLarge: large, setLargeType };
}
