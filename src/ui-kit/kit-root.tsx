import '@fontsource/be-vietnam-pro/latin-400.css';
import '@fontsource/be-vietnam-pro/latin-600.css';
import '@fontsource/be-vietnam-pro/latin-700.css';
import '@fontsource/be-vietnam-pro/vietnamese-400.css';
import '@fontsource/be-vietnam-pro/vietnamese-600.css';
import '@fontsource/be-vietnam-pro/vietnamese-700.css';
import './tokens.css';
import './base.css';
import './controls.css';
import './layout.css';
import './table.css';
import './print.css';
import type { ReactNode } from 'react';
import { ToastHost } from './toasts.tsx';

/** Stands once around everything: the look, and the place of short messages. */
export function KitRoot({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <ToastHost />
    </>
  );
}
