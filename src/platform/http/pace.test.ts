import { describe, expect, it } from 'vitest';
import { Pace } from './pace.ts';

describe('the pace of one device', () => {
  it('allows a burst and then a steady rate, each device by itself', () => {
    const pace = new Pace();
    const asked = (device: string, count: number, nowMs: number) =>
      Array.from({ length: count }, () => pace.waitFor(device, nowMs)).filter((wait) => wait === 0).length;
    expect(asked('wild', 10_000, 0)).toBe(300);
    expect(pace.waitFor('wild', 0)).toBe(10);
    expect(asked('calm', 20, 0)).toBe(20);
    // A second later it has a second's worth.
    expect(asked('wild', 10_000, 1_000)).toBe(100);
    // After a pause it has its whole allowance, and not more.
    expect(asked('wild', 10_000, 3_600_000)).toBe(300);
  });

  it('forgets devices that were quiet instead of growing for ever', () => {
    const pace = new Pace();
    for (let i = 0; i < 100_000; i++) pace.waitFor(`device ${i}`, 0);
    expect(pace.waitFor('one more', 10_000)).toBe(0);
    expect(pace.waitFor('device 1', 10_000)).toBe(0);
  });
});
