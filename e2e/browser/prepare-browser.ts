import { findChromium } from './chromium.ts';

/** Vitest calls this once before the first journey: unpacking takes some seconds and is nobody's time-out. */
export default async function prepareBrowser(): Promise<void> {
  await findChromium();
}
