import { useSyncExternalStore } from 'react';

// A newer version of the pages comes to the device by itself and waits: nobody's meeting changes under their hands. Whoever
// is at the device says when to go over to it; what was written here and not yet sent lies in the device's own store and stays.

/** How often an open page asks for a newer version: a meeting's screen stays open for hours. */
const ASK_EVERY_MS = 30 * 60_000;

let waiting: ServiceWorker | null = null;
let isReady = false;
const listeners = new Set<() => void>();

function ready(worker: ServiceWorker | null): void {
  waiting = worker;
  isReady = true;
  for (const listener of listeners) listener();
}

/** Keeps the pages on this device, so that a hall without a network has them, and watches for newer ones. */
export async function keepPagesHere(): Promise<void> {
  const { serviceWorker } = navigator;
  const hadPages = serviceWorker.controller !== null;
  serviceWorker.addEventListener('controllerchange', () => {
    // The first pages that are ever kept here are those that are shown. Later ones were taken in another window.
    if (hadPages || isReady) ready(null);
  });
  const registration = await serviceWorker.register('/service-worker.js');
  const look = () => {
    if (registration.waiting && serviceWorker.controller) ready(registration.waiting);
  };
  look();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look);
  });
  const ask = () => void registration.update().catch(() => {});
  window.addEventListener('online', ask);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && ask());
  setInterval(ask, ASK_EVERY_MS);
}

/** Goes over to the newer version: its pages take over this device, and this one is loaded anew. */
export function takeNewVersion(): void {
  const reload = () => window.location.reload();
  if (waiting === null) reload();
  else {
    navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true });
    waiting.postMessage('take-over');
  }
}

/** Whether a newer version lies ready on this device. */
export const useNewVersion = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isReady,
    () => false,
  );
