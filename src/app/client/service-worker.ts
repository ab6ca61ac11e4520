/// <reference lib="webworker" />
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

/** Every file of the pages with the hash of its content; written here by the build. */
declare const PAGES: PrecacheEntry[];
declare const self: ServiceWorkerGlobalScope;

/** Papers of meetings that were opened on this device; the page fills it, a sign-out empties it. */
const PAPERS = 'goc-papers';

// A new version waits until no page of the old one is open, or somebody at the device says that it may take over:
// nobody's meeting changes under their hands.
self.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void self.skipWaiting();
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
cleanupOutdatedCaches();
precacheAndRoute(PAGES);
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/api\//] }));
// Only the server says who may read a paper; what it said for this device stands in when it is not reached.
registerRoute(/\/api\/meetings\/[^/]+\/papers\/[^/]+$/, async ({ request }) => {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(PAPERS)).match(request.url);
    if (kept) return kept;
    throw error;
  }
});
