/** Shared with the service worker, which answers from it when the server is not reached. */
const PAPERS = 'goc-papers';

const isPossible = (): boolean => typeof caches !== 'undefined';

/** Keeps the papers of a meeting on this device, for a hall without a network. Those that are there are not asked again. */
export async function keepPapers(addresses: readonly string[]): Promise<void> {
  if (!isPossible()) return;
  try {
    const kept = await caches.open(PAPERS);
    for (const address of addresses) if (!(await kept.match(address))) await kept.add(address);
  } catch {
    // No network or no room: the paper is read from the server when it is wanted.
  }
}

export async function forgetPapers(): Promise<void> {
  if (isPossible()) await caches.delete(PAPERS).catch(() => false);
}
