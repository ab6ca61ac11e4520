import type { MeetingKind } from '#features/rulebooks/contract.ts';
import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { CopyTable } from '#platform/database/copy.ts';
import type { MeetingStage, TakenOverFrom } from '../contract.ts';
import type { StoredEntry } from '../domain/entry.ts';
import type { AttendanceOf, StoredFacts } from './meetings.sql.ts';

export type MeetingCopyRow = {
  id: Id;
  branchId: Id;
  month: YearMonth;
  kind: MeetingKind;
  plannedOn: CivilDate;
  plannedTime: string;
  place: string;
  stage: MeetingStage;
  heldOn: CivilDate | null;
  rulesId: string;
  frozen: StoredFacts | null;
  entryCount: number;
  roomSecret: string;
  createdBy: Id;
  createdAt: string;
  closedAt: string | null;
  minutesNumber: string | null;
  resolutionNumber: string | null;
  base: number | null;
  present: number | null;
  ownScore: number | null;
  confirmedScore: number | null;
  noticeSent: boolean;
  takenOver: { from: TakenOverFrom; source: string; at: string } | null;
};

/** The tables of meetings that are loaded in bulk. Instants are ISO texts. */
export const meetingTables = {
  series: {
    name: 'meetings.series',
    columns: ['branch_id', 'day_of_month', 'at_time', 'place'],
    values: (s) => [s.branchId, s.dayOfMonth, s.time, s.place],
  } satisfies CopyTable<{ branchId: Id; dayOfMonth: number; time: string; place: string }>,
  meeting: {
    name: 'meetings.meeting',
    columns: [
      'id',
      'branch_id',
      'month',
      'kind',
      'planned_on',
      'planned_time',
      'place',
      'stage',
      'held_on',
      'rules_id',
      'frozen',
      'entry_count',
      'room_secret',
      'created_by',
      'created_at',
      'closed_at',
      'minutes_number',
      'resolution_number',
      'base',
      'present',
      'own_score',
      'confirmed_score',
      'notice_sent',
      'taken_over_from',
      'taken_over_source',
      'taken_over_at',
    ],
    values: (m) => [
      m.id,
      m.branchId,
      m.month,
      m.kind,
      m.plannedOn,
      m.plannedTime,
      m.place,
      m.stage,
      m.heldOn,
      m.rulesId,
      m.frozen === null ? null : JSON.stringify(m.frozen),
      m.entryCount,
      m.roomSecret,
      m.createdBy,
      m.createdAt,
      m.closedAt,
      m.minutesNumber,
      m.resolutionNumber,
      m.base,
      m.present,
      m.ownScore,
      m.confirmedScore,
      m.noticeSent,
      m.takenOver?.from,
      m.takenOver?.source,
      m.takenOver?.at,
    ],
  } satisfies CopyTable<MeetingCopyRow>,
  entry: {
    name: 'meetings.entry',
    columns: [
      'meeting_id',
      'id',
      'branch_id',
      'seq',
      'kind',
      'payload',
      'author_id',
      'device_id',
      'lamport',
      'at',
      'received_at',
    ],
    values: (e) => [
      e.meetingId,
      e.id,
      e.branchId,
      e.seq,
      e.kind,
      JSON.stringify(e.payload),
      e.authorId,
      e.deviceId,
      e.lamport,
      e.at,
      new Date(e.receivedAt).toISOString(),
    ],
  } satisfies CopyTable<StoredEntry>,
  attendance: {
    name: 'meetings.attendance',
    columns: ['meeting_id', 'branch_id', 'held_on', 'present', 'excused', 'unexcused'],
    values: (a) => [
      a.meetingId,
      a.branchId,
      a.heldOn,
      `{${a.present}}`,
      `{${a.excused}}`,
      `{${a.unexcused}}`,
    ],
  } satisfies CopyTable<{ meetingId: Id; branchId: Id; heldOn: CivilDate } & AttendanceOf>,
  register: {
    name: 'meetings.register_entry',
    columns: ['unit_id', 'term', 'document_type', 'number', 'meeting_id', 'document_on'],
    values: (r) => [r.unitId, r.term, r.type, r.number, r.meetingId, r.on],
  } satisfies CopyTable<{
    unitId: Id;
    term: string;
    type: string;
    number: number;
    meetingId: Id;
    on: CivilDate;
  }>,
  closedMonth: {
    name: 'meetings.closed_month',
    columns: ['unit_id', 'month', 'closed_by', 'closed_at'],
    values: (c) => [c.unitId, c.month, c.closedBy, c.closedAt],
  } satisfies CopyTable<{ unitId: Id; month: YearMonth; closedBy: Id; closedAt: string }>,
} as const;
