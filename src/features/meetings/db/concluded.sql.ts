import type { MeetingKind } from '#features/rulebooks/contract.ts';
import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { rows, sql, type Tx, uuids } from '#platform/database/database.ts';

export type ConcludedMeeting = { id: Id; month: YearMonth; kind: MeetingKind; heldOn: CivilDate };

/** Closed meetings of a branch that came to a conclusion, newest first. `only`: of these ids. */
export const selectConcluded = (tx: Tx, branchId: Id, most: number, only: readonly Id[] | null = null) =>
  rows(
    tx,
    sql<ConcludedMeeting>`
      select m.id, m.month, m.kind, m.held_on::text as "heldOn"
        from meetings.meeting m
       where m.branch_id = ${branchId} and m.stage = 'closed' and m.held_on is not null
         and (${only === null} or m.id = any(${uuids(only ?? [])}))
         and exists (select from meetings.entry e where e.meeting_id = m.id and e.kind = 'conclusion-written')
       order by m.month desc, m.id desc limit ${most}`,
  );
