import type { PeopleMerged } from '#features/members/contract.ts';
import { defineFeature } from '#platform/feature.ts';
import { waitingPetitions } from './actions/branch-petitions.ts';
import { carryMeetingsByPlan, whatComes } from './actions/carry-meetings.ts';
import { ballotListeners } from './actions/journal-ballots.ts';
import { dutyListeners } from './actions/journal-duties.ts';
import { ballotHandlers } from './ballots-http.ts';
import { selectEntriesBy } from './db/entries.sql.ts';
import {
  carryAttendance,
  carryRolls,
  countEndedMeetings,
  countPlannedMeetings,
  countRunningMeetings,
} from './db/meetings.sql.ts';
import { meetingsMigration } from './db/migrations/2026-11-23-meetings.ts';
import { hotRowsMigration } from './db/migrations/2026-11-25-hot-rows.ts';
import { takenOverMigration } from './db/migrations/2026-11-25-taken-over.ts';
import { heldBranchesMigration } from './db/migrations/2026-11-26-held-branches.ts';
import { heldSnapshotsMigration } from './db/migrations/2026-11-26-held-snapshots.ts';
import { keysByMeetingMigration } from './db/migrations/2026-11-26-keys-by-meeting.ts';
import { oneRowAMeetingMigration } from './db/migrations/2026-11-26-one-row-a-meeting.ts';
import { papersTakenUpMigration } from './db/migrations/2026-11-27-papers-taken-up.ts';
import { petitionsMigration } from './db/migrations/2026-11-27-petitions.ts';
import { carryNotices, forgetReader, selectNotices } from './db/notices.sql.ts';
import { meetingViews } from './db/views.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

const history = { move: 'keep', merge: 'keep', split: 'keep', end: 'keep' } as const;

export const meetings = defineFeature({
  name: 'meetings',
  tables: [
    'meetings.series',
    'meetings.rules_snapshot',
    'meetings.meeting',
    'meetings.entry',
    'meetings.attendance',
    'meetings.notice',
    'meetings.register_entry',
    'meetings.closed_month',
  ],
  migrations: [
    meetingsMigration,
    takenOverMigration,
    hotRowsMigration,
    keysByMeetingMigration,
    heldBranchesMigration,
    heldSnapshotsMigration,
    oneRowAMeetingMigration,
    petitionsMigration,
    papersTakenUpMigration,
  ],
  views: meetingViews,
  handlers: [...handlers, ...ballotHandlers],
  policy,
  errors,
  jobs: [],
  listeners: [
    ...ballotListeners,
    ...dutyListeners,
    {
      event: 'members.merged',
      run: async (tx, _world, merged: PeopleMerged) => {
        await carryAttendance(tx, merged);
        await carryRolls(tx, merged);
        await carryNotices(tx, merged);
      },
    },
  ],
  person: {
    export: async (tx, personId) => ({
      entries: await selectEntriesBy(tx, personId),
      notices: await selectNotices(tx, personId, 0),
    }),
    erase: async (tx, personId) => {
      await forgetReader(tx, personId);
      return { kept: ['entries of meeting journals and attendance: the minutes of the branch'] };
    },
  },
  onUnitChange: [
    {
      column: 'meetings.series.branch_id',
      move: 'keep',
      merge: 'keep',
      split: 'keep',
      end: 'keep',
      because: 'The usual day belongs to the branch; the successor sets its own.',
    },
    {
      column: 'meetings.meeting.branch_id',
      ...history,
      merge: 'carry',
      split: 'carry',
      end: 'refuse',
      because:
        'A planned meeting goes to the branch that carries on or is called off; one under way is ended first; one that has ended is closed in the book of its branch, afterwards too; closed ones are history, with their attendance. Notices keep the branch that they came from.',
    },
    {
      column: 'meetings.register_entry.unit_id',
      ...history,
      because: 'Numbers of papers stay with the body that issued them.',
    },
    {
      column: 'meetings.closed_month.unit_id',
      ...history,
      because: 'A closed month is a decision of the committee that took it.',
    },
  ],
  standing: [
    {
      what: { vi: 'buổi sinh hoạt đã lên lịch', en: 'meetings planned' },
      settle: {
        vi: 'Hủy buổi sinh hoạt đã lên lịch trước.',
        en: 'Cancel the meetings that are planned first.',
      },
      inPlan: 'carry',
      count: countPlannedMeetings,
    },
    {
      what: { vi: 'buổi sinh hoạt đang diễn ra', en: 'meetings under way' },
      settle: {
        vi: 'Kết thúc buổi sinh hoạt trước.',
        en: 'End the meetings first.',
      },
      inPlan: 'refuse',
      count: countRunningMeetings,
    },
    {
      what: { vi: 'buổi sinh hoạt chưa khóa biên bản', en: 'meetings whose minutes are not closed' },
      settle: {
        vi: 'Khóa biên bản trước.',
        en: 'Close their minutes first.',
      },
      inPlan: 'keep',
      count: countEndedMeetings,
    },
  ],
  carry: carryMeetingsByPlan,
  ahead: whatComes,
  waiting: { of: { vi: 'kiến nghị', en: 'petitions' }, find: waitingPetitions },
});
