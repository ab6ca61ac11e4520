import { useEffect, useRef } from 'react';

/**
 * For the head of a part that unfolds: when somebody comes to it from the part before, the keyboard goes on at its head and the
 * head is in sight. Whoever opens it by its own head is there already.
 */
export function useArrival(isOpen: boolean, isArrival: boolean) {
  const head = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen || !isArrival) return;
    head.current?.focus({ preventScroll: true });
    head.current?.scrollIntoView({ block: 'start' });
  }, [isOpen, isArrival]);
  return head;
}
