import { useCallback } from 'react';

/**
 * Keeps the height of a bar that stays in sight in a variable of the page's styles, so that what is scrolled to comes to
 * rest below the bar: a bar is taller on a narrow phone, with large text and with a long name. Give the answer to `ref`.
 */
export function useHeightVariable(name: `--k-${string}`) {
  return useCallback(
    (bar: HTMLElement | null) => {
      if (bar === null) return;
      const { style } = document.documentElement;
      const watch = new ResizeObserver(() => style.setProperty(name, `${bar.offsetHeight}px`));
      watch.observe(bar);
      return () => {
        watch.disconnect();
        style.removeProperty(name);
      };
    },
    [name],
  );
}
