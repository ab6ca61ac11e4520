import { run, sql } from '#platform/database/database.ts';
import { defineFeature } from '#platform/feature.ts';
import { waitingMembers } from './actions/what-waits.ts';
import { carryMembers } from './db/carry.sql.ts';
import { selectMoves } from './db/life.sql.ts';
import { countMembersFrom, selectMemberships, selectPerson } from './db/members.sql.ts';
import { membersMigration } from './db/migrations/2026-11-23-members.ts';
import { findPeopleMigration } from './db/migrations/2026-11-25-find-people.ts';
import { listOpeningsMigration } from './db/migrations/2026-11-25-list-openings.ts';
import { memberMovesMigration } from './db/migrations/2026-11-25-member-moves.ts';
import { memberRecordsMigration } from './db/migrations/2026-11-25-member-records.ts';
import { membershipRightsMigration } from './db/migrations/2026-11-26-membership-rights.ts';
import { membershipsOfPersonMigration } from './db/migrations/2026-11-26-memberships-of-person.ts';
import { selectCorrectionsOf, selectMergesInto } from './db/records.sql.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

export const members = defineFeature({
  name: 'members',
  tables: [
    'members.person',
    'members.membership',
    'members.import_run',
    'members.move',
    'members.opening',
    'members.list_opening',
    'members.correction',
    'members.merge',
    'members.two_people',
  ],
  migrations: [
    membersMigration,
    findPeopleMigration,
    memberMovesMigration,
    memberRecordsMigration,
    listOpeningsMigration,
    membershipsOfPersonMigration,
    membershipRightsMigration,
  ],
  handlers,
  policy,
  errors,
  jobs: [],
  listeners: [],
  person: {
    export: async (tx, personId) => ({
      record: await selectPerson(tx, personId),
      memberships: await selectMemberships(tx, personId),
      moves: await selectMoves(tx, personId),
      corrections: await selectCorrectionsOf(tx, personId),
      mergedRecords: await selectMergesInto(tx, personId),
    }),
    erase: async (tx, personId) => {
      await run(
        tx,
        sql`update members.person set phone = null, email = null, address = null, note = null, citizen_id = null,
                   religion = null, ethnicity = null where id = ${personId}`,
      );
      // What was proposed or merged holds the same values once more.
      await run(
        tx,
        sql`update members.correction set before = null, after = '–', reason = '–', answer = null
             where person_id = ${personId}`,
      );
      const numbers = sql`string_to_array('phone,email,address,note,citizenId,religion,ethnicity', ',')`;
      await run(
        tx,
        sql`update members.merge set kept_before = kept_before - ${numbers}, gone_before = gone_before - ${numbers}
             where kept_id = ${personId}`,
      );
      return { kept: ['name, periods of membership and what was decided: the history of the organisation'] };
    },
  },
  onUnitChange: [
    {
      column: 'members.membership.branch_id',
      move: 'keep',
      merge: 'carry',
      split: 'refuse',
      end: 'refuse',
      because: 'Every member must be given a branch by the plan before the old one is split or ended.',
    },
    {
      column: 'members.move.branch_id',
      move: 'keep',
      merge: 'keep',
      split: 'keep',
      end: 'keep',
      because: 'What was decided about a member stays with the branch in which it was decided.',
    },
    {
      column: 'members.import_run.branch_id',
      move: 'keep',
      merge: 'keep',
      split: 'keep',
      end: 'keep',
      because: 'An import is history of the branch that made it.',
    },
    {
      column: 'members.list_opening.branch_id',
      move: 'keep',
      merge: 'keep',
      split: 'keep',
      end: 'keep',
      because: 'Who looked at the names of a branch, and why, stays with the branch as it was that day.',
    },
  ],
  standing: [
    {
      what: { vi: 'đảng viên', en: 'members' },
      settle: {
        vi: 'Chuyển sinh hoạt cho đảng viên trước.',
        en: 'Transfer the members to another branch first.',
      },
      inPlan: 'carry',
      count: countMembersFrom,
    },
  ],
  carry: carryMembers,
  waiting: { of: { vi: 'hồ sơ đảng viên', en: 'records of members' }, find: waitingMembers },
});
