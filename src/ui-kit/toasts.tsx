import { useEffect, useSyncExternalStore } from 'react';
import { IconCheckRing, IconCross, IconInfo, IconStop, IconWarn } from './icons.tsx';
import { useKitText } from './labels.ts';

export type Tone = 'info' | 'success' | 'warn' | 'danger';
export const toneIcons = { info: IconInfo, success: IconCheckRing, warn: IconWarn, danger: IconStop };

type Toast = { key: number; tone: Tone; text: string };
let toasts: readonly Toast[] = [];
let nextKey = 1;
const listeners = new Set<() => void>();
const replace = (next: readonly Toast[]) => {
  toasts = next;
  for (const listener of listeners) listener();
};

/** A short message at the screen's edge, read out by screen readers. Dangers stay until dismissed. */
export function showToast({ tone = 'success', text }: { tone?: Tone; text: string }): void {
  replace([...toasts.filter((toast) => toast.text !== text).slice(-2), { key: nextKey++, tone, text }]);
}

const dismiss = (key: number) => replace(toasts.filter((toast) => toast.key !== key));

/** Where the messages appear; stands once, in the app's root. */
export function ToastHost() {
  const t = useKitText();
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <section className="k-toasts" aria-label={t('notices')} aria-live="polite">
      {shown.map((toast) => (
        <OneToast key={toast.key} toast={toast} />
      ))}
    </section>
  );
}

function OneToast({ toast }: { toast: Toast }) {
  const t = useKitText();
  const Picture = toneIcons[toast.tone];
  useEffect(() => {
    if (toast.tone === 'danger') return;
    const timer = setTimeout(() => dismiss(toast.key), 8000);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div className="k-toast" data-tone={toast.tone} role={toast.tone === 'danger' ? 'alert' : undefined}>
      <Picture />
      <span>{toast.text}</span>
      <button
        type="button"
        className="k-button"
        data-kind="plain"
        data-icon-only
        aria-label={t('dismiss')}
        onClick={() => dismiss(toast.key)}
      >
        <IconCross />
      </button>
    </div>
  );
}
