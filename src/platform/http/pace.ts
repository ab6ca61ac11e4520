/** What one device may ask: far more than a person taps, far less than a program that has gone wild. */
const PER_SECOND = 100;
const AT_ONCE = 300;
/** Devices that are remembered; those that were quiet for a while have their whole allowance again anyway. */
const MOST_DEVICES = 100_000;

/**
 * Keeps one device from taking the server from everybody else. Time is that of the machine, in milliseconds that only go
 * forward: it measures pace, not dates.
 */
export class Pace {
  #devices = new Map<string, { left: number; atMs: number }>();

  /** Counts one request. Answers 0, or how many milliseconds the device has to wait for its next one. */
  waitFor(device: string, nowMs: number): number {
    const known = this.#devices.get(device);
    const left =
      known === undefined
        ? AT_ONCE
        : Math.min(AT_ONCE, known.left + ((nowMs - known.atMs) * PER_SECOND) / 1000);
    if (known === undefined && this.#devices.size >= MOST_DEVICES) this.#forgetQuiet(nowMs);
    const isAllowed = left >= 1;
    const remaining = isAllowed ? left - 1 : left;
    if (known === undefined) this.#devices.set(device, { left: remaining, atMs: nowMs });
    else {
      known.left = remaining;
      known.atMs = nowMs;
    }
    return isAllowed ? 0 : Math.ceil(((1 - left) * 1000) / PER_SECOND);
  }

  #forgetQuiet(nowMs: number): void {
    const longEnough = (AT_ONCE / PER_SECOND) * 1000;
    for (const [device, { atMs }] of this.#devices)
      if (nowMs - atMs > longEnough) this.#devices.delete(device);
    if (this.#devices.size >= MOST_DEVICES) this.#devices.clear();
  }
}
