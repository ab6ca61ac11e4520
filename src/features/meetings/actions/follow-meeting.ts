import type { OutgoingHttpHeaders } from 'node:http';
import { loadActor } from '#features/mandates/public.ts';
import { placeInLife } from '#features/units/public.ts';
import { civilDateAt } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Request, SwiftRequest } from '#platform/http/handle.ts';
import { personOfToken } from '#platform/sign-in/sessions.ts';
import { isOfBranch, mayReadMeetings } from '../policy.ts';
import { actorInMeeting } from './ended-branch.ts';
import type { Watcher } from './glance.ts';
import { StillThere, type Sure } from './still-there.ts';
import { openStream } from './stream-meeting.ts';

type Follower = {
  branchId: Id;
  readsPrivateTexts: boolean;
  /** What was found of a reader of the branch just now; null of anybody else. */
  sure: Sure | null;
  /** How many entries the journal had just now; null when that may have changed. */
  length: number | null;
};

/** Opens the stream of a meeting for somebody who may read it. */
export function followMeeting(
  { world, raw, query }: Pick<Request, 'world' | 'raw'> & Pick<SwiftRequest, 'query'>,
  watcher: Watcher,
  { branchId, readsPrivateTexts, sure, length }: Follower,
): void {
  const { token, meetingId } = watcher;
  const lastSeen = Number(raw.request.headers['last-event-id']);
  const after = Number.isSafeInteger(lastSeen) && lastSeen > 0 ? lastSeen : (query.after ?? 0);
  const stillThere = new StillThere(world, watcher, sure);
  const recheck = async (later: Tx) => {
    const now = world.clock.now();
    const personId = (await personOfToken(later, token, now))?.personId;
    const day = civilDateAt(now);
    const signedIn = personId ? await loadActor(later, personId, day) : null;
    if (signedIn === null) return null;
    const still = await actorInMeeting(later, signedIn, meetingId, day);
    const here = await placeInLife(later, branchId, day);
    return mayReadMeetings(still, here) ? { readsPrivateTexts: isOfBranch(still, here) } : null;
  };
  raw.reply.hijack();
  openStream({
    world,
    meetingId,
    after,
    isBehind: length === null || length > after,
    readsPrivateTexts,
    response: raw.reply.raw,
    headers: raw.reply.getHeaders() as OutgoingHttpHeaders,
    lengthIfSure: () => stillThere.length(),
    recheck,
  });
}
