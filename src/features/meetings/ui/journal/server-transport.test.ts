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

describe('opening a meeting', () => {
  const answer = (body: unknown, status = 200) =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  const asked: string[] = [];
  const server = (answers: Record<string, () => Response>) => {
    asked.length = 0;
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url);
      return answers[url]!();
    });
  };
  const view = { cursor: 3, rulesName: 'abc', context: { branchName: 'Chi bộ 5' } };
  const notFound = { error: { code: 'platform.not-found', message: 'x' } };

  it('puts the rules in, which are asked for by name', async () => {
    server({
      '/api/meetings/m/view': () => answer(view),
      '/api/meeting-rules/abc': () => answer({ rules: { a: 1 }, voting: null }),
    });
    expect(await serverTransport('m').load()).toEqual({
      cursor: 3,
      context: { branchName: 'Chi bộ 5', rules: { a: 1 }, voting: null },
    });
  });

  it('asks for the whole of it where the server does not know the name', async () => {
    server({
      '/api/meetings/m/view': () => answer(view),
      '/api/meeting-rules/abc': () => answer(notFound, 404),
      '/api/meetings/m': () => answer({ cursor: 4 }),
    });
    expect(await serverTransport('m').load()).toEqual({ cursor: 4 });
    expect(asked).toEqual(['/api/meetings/m/view', '/api/meeting-rules/abc', '/api/meetings/m']);
  });

  it('says why it cannot be opened', async () => {
    server({ '/api/meetings/m/view': () => answer(notFound, 404) });
    await expect(serverTransport('m').load()).rejects.toMatchObject({ code: 'platform.not-found' });
    server({
      '/api/meetings/m/view': () => answer(view),
      '/api/meeting-rules/abc': () => {
        throw new TypeError('gone');
      },
    });
    await expect(serverTransport('m').load()).rejects.toMatchObject({ message: 'no-connection' });
  });
});

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
