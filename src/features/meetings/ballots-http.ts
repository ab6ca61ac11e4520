import { freezeRule, loadBallot, openBallot, prepareBallotKeys } from '#features/ballots/public.ts';
import { votingRulesFor } from '#features/rulebooks/public.ts';
import { placeOf } from '#features/units/public.ts';
import type { Id } from '#kernel/ids.ts';
import { inTransaction } from '#platform/database/database.ts';
import { handlePrepared } from '#platform/http/handle.ts';
import { mustTakeBallots, writeOfBallot } from './actions/journal-ballots.ts';
import { announce } from './actions/keep-entries.ts';
import { type LoadedMeeting, loadMeeting, refusal } from './actions/load-meeting.ts';
import * as contract from './contract.ts';
import { selectMeetingHead } from './db/meetings.sql.ts';

/** The roll of the meeting as it stands now: whoever is not marked present gets no ballot. */
const rollOf = ({ context, state }: LoadedMeeting) =>
  context.roll.map(({ memberId, personId, fullName, status }) => {
    const presence = state.presence[memberId]?.presence ?? null;
    return {
      personId,
      fullName,
      status,
      isPresent: presence === 'present',
      isExcusedThroughout: presence === 'excused',
    };
  });

export const ballotHandlers = [
  handlePrepared(
    contract.openBallot,
    async ({ world, params }) => {
      // An RSA key takes a while: made before the transaction, and swept away again when the opening is refused.
      const { ballotId } = params as { ballotId: Id };
      const ballot = await inTransaction(world.db, 'read', (tx) => loadBallot(tx, ballotId));
      return ballot.state === 'draft' && ballot.method !== 'paper'
        ? prepareBallotKeys(world, ballot.method, world.clock.now())
        : null;
    },
    async (request) => {
      const { tx, world, params, prepared, today, nowMs, actor, authorize, record, afterCommit } = request;
      // The ballot first, then its meeting: closing a ballot takes the two in the same order.
      const ballot = await loadBallot(tx, params.ballotId, 'lock');
      const meeting = await loadMeeting(tx, params.meetingId, today, 'lock');
      authorize(meeting.place);
      if (ballot.meetingId !== meeting.row.id || ballot.branchId !== meeting.row.branchId)
        throw refusal('platform.not-found');
      mustTakeBallots(meeting);
      const { started } = meeting.state;
      if (!started) throw refusal('meetings.not-begun');
      if (meeting.state.ended) throw refusal('meetings.has-ended');
      const { heldOn } = started;
      const { context } = meeting;
      // A meeting that began before the rules of voting were kept goes by those of its day.
      const { versionCode, rules } = context.voting
        ? { versionCode: context.voting.code, rules: context.voting.rules }
        : await votingRulesFor(tx, meeting.place, heldOn);
      const rule = await freezeRule(tx, { code: versionCode, rules }, ballot.matter, today);
      const opened = await openBallot(
        tx,
        ballot,
        { rule, roll: rollOf(meeting), heldOn, keys: prepared, by: actor.personId },
        nowMs,
      );
      const stored = await writeOfBallot(
        tx,
        meeting,
        actor.personId,
        {
          kind: 'ballot-opened',
          payload: {
            ballotId: ballot.id,
            matter: ballot.matter,
            method: ballot.method,
            question: ballot.question,
            ...(ballot.itemId ? { itemId: ballot.itemId } : {}),
            round: ballot.round,
            paper: ballot.paper,
            threshold: rule.value.threshold,
            ...opened,
          },
        },
        nowMs,
      );
      afterCommit(() => announce(world.live, meeting.row.id, stored));
      await record({
        verb: 'meetings.open-ballot',
        unitId: ballot.branchId,
        subjectId: ballot.id,
        details: { meetingId: meeting.row.id, method: ballot.method },
      });
      const { voters, base, needed } = opened;
      return { voters, base, needed };
    },
    {
      place: async (tx, { meetingId }: { meetingId: Id }, today) => {
        const head = await selectMeetingHead(tx, meetingId);
        if (!head) throw refusal('platform.not-found');
        return placeOf(tx, head.branchId, today);
      },
    },
  ),
];
