import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { CopyTable } from '#platform/database/copy.ts';
import type { Cause, DutyState, WorkState } from '../domain/duty-state.ts';
import type { NewAssignment } from './assignments.sql.ts';

/** A share as it stands; `receivedBy` is who opened and answered for the unit. */
export type CopiedDuty = {
  id: Id;
  assignmentId: Id;
  unitId: Id;
  dueOn: CivilDate;
  /** How far the unit has come before it works on it. */
  taken: Extract<DutyState, 'not-received' | 'received' | 'accepted' | 'localised'>;
  receivedAt: string;
  answeredAt: string;
  receivedBy: Id;
  work: WorkState;
  figure: number | null;
  cause: Cause | null;
  finishedOn: CivilDate | null;
};

/** The tables of assignments that are loaded in bulk. Instants are ISO texts. */
export const assignmentTables = {
  assignment: {
    name: 'assignments.assignment',
    columns: [
      'id',
      'root_id',
      'under_id',
      'parent_duty_id',
      'unit_id',
      'directive_id',
      'paragraph',
      'title',
      'output',
      'measure',
      'target',
      'measure_unit',
      'issued_on',
      'answer_by',
      'due_on',
      'recipient_rule',
      'given_by',
      'given_at',
    ],
    values: (a) => [
      a.id,
      a.rootId,
      a.parentId,
      a.parentDutyId,
      a.unitId,
      a.directiveId,
      a.paragraph,
      a.title,
      a.output,
      a.measure,
      a.target,
      a.measureUnit,
      a.issuedOn,
      a.answerBy,
      a.dueOn,
      a.recipientRule === null ? null : JSON.stringify(a.recipientRule),
      a.givenBy,
      a.givenAt,
    ],
  } satisfies CopyTable<NewAssignment & { givenAt: string }>,
  duty: {
    name: 'assignments.duty',
    columns: [
      'id',
      'assignment_id',
      'unit_id',
      'due_on',
      'received_at',
      'received_by',
      'answer',
      'answered_at',
      'answered_by',
      'localised_at',
      'work',
      'figure',
      'cause',
      'finished_on',
    ],
    values: (d) => {
      const isReceived = d.taken !== 'not-received';
      const isAccepted = d.taken === 'accepted' || d.taken === 'localised';
      return [
        d.id,
        d.assignmentId,
        d.unitId,
        d.dueOn,
        isReceived ? d.receivedAt : null,
        isReceived ? d.receivedBy : null,
        isAccepted ? 'accepted' : null,
        isAccepted ? d.answeredAt : null,
        isAccepted ? d.receivedBy : null,
        d.taken === 'localised' ? d.answeredAt : null,
        d.work,
        d.figure,
        d.cause,
        d.finishedOn,
      ];
    },
  } satisfies CopyTable<CopiedDuty>,
  report: {
    name: 'assignments.report',
    columns: ['id', 'duty_id', 'at', 'by_id', 'work', 'done_on', 'figure', 'text', 'cause'],
    values: (r) => [r.id, r.dutyId, r.at, r.byId, r.work, r.doneOn, r.figure, r.text, r.cause],
  } satisfies CopyTable<{
    id: Id;
    dutyId: Id;
    at: string;
    byId: Id;
    work: WorkState;
    doneOn: CivilDate;
    figure: number | null;
    text: string | null;
    cause: Cause | null;
  }>,
} as const;
