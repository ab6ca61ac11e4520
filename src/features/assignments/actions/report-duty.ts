import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { unwrap } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { insertReport, type StoredDuty } from '../db/duties.sql.ts';
import { checkReport } from '../domain/check-assignment.ts';
import { type Cause, type ReportedState, type WorkState, workAfter } from '../domain/duty-state.ts';

export type Said = {
  state: ReportedState;
  doneOn: CivilDate;
  figure: number | null;
  text: string | null;
  cause: Cause | null;
  fileId: Id | null;
};

/** Keeps what a unit reports on its open share; gives where the work stands after it. Errors: those of `checkReport`. */
export async function reportDuty(
  tx: Tx,
  duty: Pick<StoredDuty, 'dutyId' | 'measure' | 'dueOn'>,
  said: Said,
  by: { personId: Id; today: CivilDate },
  nowMs: number,
): Promise<WorkState> {
  const { fileId, ...report } = said;
  unwrap(checkReport({ ...report, hasFile: fileId !== null }, duty, by.today));
  const work = workAfter(said.state, said.doneOn, duty.dueOn);
  await insertReport(
    tx,
    {
      id: newId(nowMs),
      dutyId: duty.dutyId,
      by: by.personId,
      work,
      doneOn: said.doneOn,
      figure: said.figure,
      text: said.text,
      cause: said.cause,
      fileId,
      meetingId: null,
    },
    new Date(nowMs),
  );
  return work;
}
