import { call, NoConnection, ServerRefusal } from '#ui-kit/call.ts';
import type {
  appendEntries,
  getMeeting,
  getMeetingRules,
  listEntries,
  MeetingView,
  openMeeting,
} from '../../contract.ts';
import type { Transport } from './meeting-journal.ts';

/**
 * Opens a meeting. Its rules, most of what it weighs, are fetched once for all meetings that share them: the browser keeps
 * what has a name.
 */
async function load(meetingId: string): Promise<MeetingView> {
  const params = { meetingId };
  const { rulesName, context, ...view } = await call<typeof openMeeting>(
    'GET /api/meetings/:meetingId/view',
    { params },
  );
  try {
    const rules = await call<typeof getMeetingRules>('GET /api/meeting-rules/:name', {
      params: { name: rulesName },
    });
    return { ...view, context: { ...context, ...rules } };
  } catch (error) {
    // A server that was started anew, or another one, knows the meeting and not the name.
    if (error instanceof ServerRefusal && error.status === 404)
      return call<typeof getMeeting>('GET /api/meetings/:meetingId', { params });
    throw error;
  }
}

/** The server over HTTP, with server-sent events as the line on which other devices' entries arrive. */
export function serverTransport(meetingId: string): Transport {
  const params = { meetingId };
  return {
    load: () => load(meetingId),
    after: (cursor) =>
      call<typeof listEntries>('GET /api/meetings/:meetingId/entries', { params, query: { after: cursor } }),
    send: (entries) =>
      call<typeof appendEntries>('POST /api/meetings/:meetingId/entries', { params, body: { entries } }),
    isLost: (error) => error instanceof NoConnection,
    refusalOf: (error) =>
      error instanceof ServerRefusal
        ? {
            code: error.code,
            message: error.message,
            ...(error.wayOut ? { wayOut: error.wayOut } : {}),
            ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
          }
        : null,
    listen(cursor, hear) {
      let source: EventSource | undefined;
      let reopening: ReturnType<typeof setTimeout> | undefined;
      const open = () => {
        source = new EventSource(`/api/meetings/${meetingId}/stream?after=${cursor()}`);
        source.onopen = () => hear.line(true);
        source.addEventListener('entries', (event) =>
          hear.entries(JSON.parse((event as MessageEvent<string>).data)),
        );
        source.onerror = lost;
      };
      // A device that loses its network says so at once; the line itself may seem open for minutes. Where the server is
      // this very machine the new line stands, and says that nothing is lost.
      const lost = () => {
        hear.line(false);
        // A browser gives up for good after some kinds of failure; a new line then starts from what is known.
        source?.close();
        clearTimeout(reopening);
        // Spread, because a whole city loses the same line at once.
        reopening = setTimeout(open, 2_000 + 3_000 * Math.random());
      };
      open();
      const back = () => {
        source?.close();
        clearTimeout(reopening);
        open();
      };
      window.addEventListener('online', back);
      window.addEventListener('offline', lost);
      return () => {
        window.removeEventListener('online', back);
        window.removeEventListener('offline', lost);
        clearTimeout(reopening);
        source?.close();
      };
    },
  };
}
