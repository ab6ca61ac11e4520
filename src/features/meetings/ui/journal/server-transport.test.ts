import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serverTransport } from './server-transport.ts';

/** A line that stays open, as a browser's does for minutes after the network has gone. */
class OpenLine extends EventTarget {
  static all: OpenLine[] = [];
  isClosed = false;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly url: string) {
    super();
    OpenLine.all.push(this);
  }
  close() {
    this.isClosed = true;
  }
}

beforeEach(() => {
  OpenLine.all = [];
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', OpenLine);
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const listening = () => {
  const heard: boolean[] = [];
  const stop = serverTransport('m').listen(() => 7, {
    entries: () => {},
    line: (isUp) => heard.push(isUp),
  });
  OpenLine.all[0]!.onopen!();
  return { heard, stop };
};

describe('the line to the server', () => {
  it('is down as soon as the device loses its network, though the line itself breaks later', () => {
    const { heard } = listening();
    window.dispatchEvent(new Event('offline'));
    expect(heard).toEqual([true, false]);
    expect(OpenLine.all[0]!.isClosed).toBe(true);
  });

  it('comes up by itself where the server can be reached without the network', () => {
    const { heard } = listening();
    window.dispatchEvent(new Event('offline'));
    vi.advanceTimersByTime(5_000);
    expect(OpenLine.all).toHaveLength(2);
    OpenLine.all[1]!.onopen!();
    expect(heard).toEqual([true, false, true]);
  });

  it('opens once, not twice, when the network is back before the next try', () => {
    listening();
    window.dispatchEvent(new Event('offline'));
    window.dispatchEvent(new Event('online'));
    vi.advanceTimersByTime(60_000);
    expect(OpenLine.all.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  it('is left alone when nobody listens any more', () => {
    const { heard, stop } = listening();
    stop();
    window.dispatchEvent(new Event('offline'));
    vi.advanceTimersByTime(60_000);
    expect(heard).toEqual([true]);
    expect(OpenLine.all).toHaveLength(1);
  });
});
