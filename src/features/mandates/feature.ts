import type { MemberLeft, PeopleMerged } from '#features/members/contract.ts';
import { run, sql } from '#platform/database/database.ts';
import { defineFeature } from '#platform/feature.ts';
import { whatComes } from './actions/what-comes.ts';
import {
  carryMandates,
  countMandatesFrom,
  endMandatesByPlan,
  endMandatesOf,
  selectPostsOf,
} from './db/mandates.sql.ts';
import { mandatesMigration } from './db/migrations/2026-11-23-mandates.ts';
import { mandateRightsMigration } from './db/migrations/2026-11-26-mandate-rights.ts';
import { onePostOnceMigration } from './db/migrations/2026-11-26-one-post-once.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

export const mandates = defineFeature({
  name: 'mandates',
  tables: ['mandates.mandate', 'mandates.demo_person'],
  migrations: [mandatesMigration, onePostOnceMigration, mandateRightsMigration],
  handlers,
  policy,
  errors,
  jobs: [],
  listeners: [
    {
      // Who leaves the Party holds no post; who leaves a branch is no longer of its committee (Charter, article 13).
      event: 'members.left',
      run: (tx, _world, left: MemberLeft) =>
        endMandatesOf(tx, left.personId, left.on, left.leftTheParty ? null : left.branchId),
    },
    {
      event: 'members.merged',
      run: (tx, _world, { goneId, keptId, on }: PeopleMerged) => carryMandates(tx, goneId, keptId, on),
    },
  ],
  person: {
    export: async (tx, personId) => ({ posts: await selectPostsOf(tx, personId) }),
    erase: async (tx, personId) => {
      await run(tx, sql`delete from mandates.demo_person where person_id = ${personId}`);
      return { kept: ['posts held: the history of the units'] };
    },
  },
  onUnitChange: [
    {
      column: 'mandates.mandate.unit_id',
      move: 'keep',
      merge: 'refuse',
      split: 'refuse',
      end: 'carry',
      because: 'Posts end with their unit; a merged or split unit is given its new leaders by decision.',
    },
  ],
  standing: [
    {
      what: { vi: 'chức vụ chưa thôi', en: 'posts not ended' },
      settle: { vi: 'Ghi quyết định cho thôi các chức vụ trước.', en: 'Record the end of the posts first.' },
      inPlan: 'end',
      count: countMandatesFrom,
    },
  ],
  carry: endMandatesByPlan,
  ahead: whatComes,
});
