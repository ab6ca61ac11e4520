import { describe, expect, it } from 'vitest';
import { RecentFigures } from './recent-figures.ts';

const standing = { entriesWaiting: 7, lagMs: 3 };

describe('how the last stretches of time went', () => {
  it('counts requests by the second, what was told to wait and what failed, and begins anew', () => {
    const recent = new RecentFigures(10, 0);
    for (let n = 0; n < 90; n++) recent.note(10, null);
    for (let n = 0; n < 8; n++) recent.note(1, 'told-to-wait');
    for (let n = 0; n < 2; n++) recent.note(400, 'fault');
    recent.close(10_000, standing);
    const [first] = recent.stretches;
    expect(first).toMatchObject({
      at: 10_000,
      requestsPerSecond: 10,
      toldToWait: 8,
      faults: 2,
      entriesWaiting: 7,
      lagMs: 3,
    });
    expect(recent.now(15_000, standing)).toMatchObject({
      requestsPerSecond: 0,
      p50Ms: null,
      p99Ms: null,
      toldToWait: 0,
      faults: 0,
    });
  });

  it('knows the time of half and of nearly all requests to six per cent, however short or long', () => {
    for (const ms of [0.01, 0.4, 3, 27, 999, 60_000, 3_600_000]) {
      const recent = new RecentFigures(1, 0);
      for (let n = 0; n < 98; n++) recent.note(ms, null);
      for (let n = 0; n < 2; n++) recent.note(ms * 100, null);
      const { p50Ms, p99Ms } = recent.now(1_000, standing);
      const near = (found: number | null, meant: number) => {
        const least = Math.min(Math.max(meant, 0.05), 3_300_000);
        expect(found! / least).toBeGreaterThan(0.94);
        expect(found! / least).toBeLessThan(1.07);
      };
      near(p50Ms, ms);
      near(p99Ms, ms * 100);
    }
  });

  it('remembers no more than it was told to', () => {
    const recent = new RecentFigures(3, 0);
    for (let n = 1; n <= 5; n++) recent.close(n * 10_000, standing);
    expect(recent.stretches.map(({ at }) => at)).toEqual([30_000, 40_000, 50_000]);
  });
});
