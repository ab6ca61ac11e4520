import { type Grade, gradeTexts, type Mark } from '#features/rulebooks/contract.ts';
import { paperHead } from '#features/units/public.ts';
import type { MemberStatus } from '#kernel/actor.ts';
import { type CivilDate, formatCivilDate, formatYearMonth, type YearMonth } from '#kernel/civil-date.ts';
import type { DocumentHeader, PartyDocument } from '#platform/documents/party-document.ts';
import { capitals, formatLongMonth, formatNumberVi } from '#platform/documents/vietnamese-typography.ts';
import type { LoadedMeeting } from '../actions/load-meeting.ts';
import type { OpinionNature, TaskState } from '../domain/entry.ts';
import { KIND_NAMES } from './invitation.ts';

/** The words of the papers. They are Vietnamese whatever language the reader's screen has. */

/** What a document is made from: the meeting, with its state as the reader may see it. */
export type Printed = Pick<LoadedMeeting, 'row' | 'context' | 'state'>;

export const DRAFT_MARK = 'DỰ THẢO';

export const statusNames: Record<MemberStatus, string> = {
  official: 'chính thức',
  provisional: 'dự bị',
  exempt: 'miễn sinh hoạt',
  suspended: 'đình chỉ sinh hoạt',
  'temporarily-away': 'tạm vắng',
  'temporarily-here': 'sinh hoạt tạm thời',
};

export const natureNames: Record<OpinionNature, string> = {
  opinion: 'ý kiến',
  'self-criticism': 'tự phê bình',
  criticism: 'phê bình',
  proposal: 'đề xuất',
  petition: 'kiến nghị',
};

export const taskStateNames: Record<TaskState | 'open', string> = {
  open: 'chưa báo cáo',
  done: 'hoàn thành',
  'done-late': 'hoàn thành chậm',
  'in-progress': 'đang thực hiện',
  'not-done': 'chưa hoàn thành',
  'cannot-be-done': 'không thực hiện được',
};

export const kindName = ({ row }: Printed): string => KIND_NAMES[row.kind];

export const monthText = (month: YearMonth): string => formatLongMonth(month);

export const points = (value: number): string => formatNumberVi(value, 2);
export const share = (part: number, whole: number): string =>
  whole > 0 ? `${formatNumberVi((part * 100) / whole, 1)}%` : '0%';
export const gradeName = (grade: Grade | null): string => (grade === null ? '' : gradeTexts[grade].vi);

/** Two digits, as printed papers write small counts. */
export const count = (value: number): string => String(value).padStart(2, '0');

export const day = (date: CivilDate): string => formatCivilDate(date);
export const month = (value: YearMonth): string => formatYearMonth(value);

export function markText(mark: Mark | null): string {
  if (mark === null) return '';
  if (mark === 'not-applicable') return 'Không áp dụng';
  if (mark === 'met') return 'Đạt';
  return mark === 'not-met' ? 'Không đạt' : points(mark);
}

export function headerOf(
  { row, context, state }: Printed,
  number: string | null | undefined,
): DocumentHeader {
  const { superiorBody, place } = paperHead(context.aboveName);
  return {
    ...(superiorBody === '' ? {} : { superiorBody: capitals(superiorBody) }),
    issuingBody: capitals(context.branchName),
    ...(number === undefined ? {} : { number: number === null ? 'Số …' : `Số ${number}` }),
    place,
    on: state.started?.heldOn ?? row.plannedOn,
  };
}

/** Everything is a draft until the meeting is closed. */
export const draftOf = ({ row }: Printed): Pick<PartyDocument, 'draftMark'> =>
  row.stage === 'closed' ? {} : { draftMark: DRAFT_MARK };

/** `đồng chí Nguyễn Văn An`, or dots to be filled in by hand. */
export const comrade = (name: string): string => (name === '' ? '…' : `đồng chí ${name}`);

export const sentence = (text: string): string => {
  const tidy = text.trim();
  return /[.!?…:;]$/.test(tidy) ? tidy : `${tidy}.`;
};
