import type { Id } from '#kernel/ids.ts';
import { HIJACKED, type SwiftRequest } from '#platform/http/handle.ts';
import type { NamedMeetingView } from '../contract.ts';
import { authorBy, deskOf, isStale } from './entry-desk.ts';
import { followMeeting } from './follow-meeting.ts';
import { glance } from './glance.ts';
import { topicOf } from './keep-entries.ts';
import { roleOf } from './load-meeting.ts';
import { withNamedRules } from './named-rules.ts';
import { rightsGeneration } from './still-there.ts';
import { viewOf } from './view-meeting.ts';

/** A screen that opens waits no longer than this for others that open at about the same time. */
const GATHER_MS = 10;

/**
 * The papers of a meeting for a member of its branch, from what the desk holds: the same as on the ordinary way. One
 * statement serves all who open theirs at about the same time and says of each who it is and whether what is held is what
 * lies in the database. Whoever leads the meeting or follows the branch, and all others, are answered the ordinary way.
 */
export async function openSwiftly(request: SwiftRequest): Promise<NamedMeetingView | undefined> {
  const { world, nowMs, today, token, wroteAtMs } = request;
  const { meetingId } = request.params as { meetingId: Id };
  const desk = deskOf(world);
  const held = desk.show(meetingId, wroteAtMs);
  if (held === undefined) return undefined;
  const unitIds = [held.place.unitId, ...held.place.above];
  const found = await glance(world, { token, meetingId, day: today, unitIds }, GATHER_MS);
  if (found === undefined || isStale(found, nowMs)) return undefined;
  const shown = desk.show(meetingId, wroteAtMs);
  if (shown === undefined || shown.row.version !== found.version) return undefined;
  const author = authorBy(found, shown);
  const member = shown.context.roll.find((each) => each.personId === found.personId);
  const role = roleOf(author, shown.state);
  if (role === 'lead' || found.posts.length > 0 || member?.status !== found.status) return undefined;
  desk.counts.shown += 1;
  const view = viewOf(
    shown,
    { role, readsPrivateTexts: true, author },
    { nowMs, closedMonth: found.isMonthClosed, takenOver: null, lastRecorderId: null },
  );
  return withNamedRules(view);
}

/**
 * The stream of a meeting for somebody of its branch. When a server comes back all screens of the evening open theirs again:
 * each of them the ordinary way would be ten times the work. All others go that way.
 */
export async function followSwiftly(request: SwiftRequest): Promise<typeof HIJACKED | undefined> {
  const { world, nowMs, today, token, params } = request;
  const { meetingId } = params as { meetingId: Id };
  const generation = rightsGeneration(world);
  const watcher = { token, meetingId, day: today };
  // What is kept while it is looked up who asks would be told to nobody.
  let isMissed = false;
  const unsubscribe = world.live.subscribe(topicOf(meetingId), () => {
    isMissed = true;
  });
  const found = await glance(world, watcher, GATHER_MS).finally(unsubscribe);
  if (found === undefined || isStale(found, nowMs)) return undefined;
  const { branchId, personId, expiresAt, entryCount } = found;
  followMeeting(request, watcher, {
    branchId,
    readsPrivateTexts: true,
    sure: { personId, expiresAt, generation },
    length: isMissed ? null : entryCount,
  });
  return HIJACKED;
}
