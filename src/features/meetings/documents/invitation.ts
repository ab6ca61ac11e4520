import ical, { ICalEventStatus } from 'ical-generator';
import { formatCivilDate, formatYearMonth, instantOf } from '#kernel/civil-date.ts';
import {
  formatLongDate,
  formatLongTime,
  plainSpaces,
  typeset,
} from '#platform/documents/vietnamese-typography.ts';
import type { MeetingContext } from '../contract.ts';
import { leastMinutes } from '../domain/collect-evidence.ts';
import type { AgendaSource } from '../domain/entry.ts';
import type { MeetingState } from '../domain/fold.ts';

export const KIND_NAMES = {
  regular: 'thường kỳ',
  thematic: 'chuyên đề',
  combined: 'thường kỳ kết hợp chuyên đề',
} as const;

const LISTED_APART: ReadonlySet<AgendaSource> = new Set<AgendaSource>(['task', 'directive', 'duty']);

export type Invitation = { subject: string; zalo: string; nationalApp: string; mail: string; ics: string };

const tidy = (lines: readonly (string | null)[]): string =>
  lines
    .filter((line) => line !== null)
    .map((line) => plainSpaces(typeset(line)))
    .join('\n');

/**
 * The invitation in every form in which it leaves. The calendar file says its hours in UTC: a phone then shows
 * Vietnamese hours in Vietnam, whatever the server's own zone.
 * @param link address of the meeting in the app
 */
export function invitationOf(
  context: MeetingContext,
  state: MeetingState,
  known: { link: string; nowMs: number; isCancelled?: boolean },
): Invitation {
  const { meeting, branchName } = context;
  const kind = KIND_NAMES[meeting.kind];
  const subject = plainSpaces(
    typeset(`${branchName}: mời dự sinh hoạt ${kind} tháng ${formatYearMonth(meeting.month)}`),
  );
  const when = `${formatLongTime(meeting.plannedTime)}, ${formatLongDate(meeting.plannedOn)}`;
  const focus = state.focus?.text ?? null;
  // Tasks and papers are read as lists; numbered among the items they would look like business of the same rank.
  const of = (...sources: AgendaSource[]) => state.agenda.filter((item) => sources.includes(item.source));
  const listed = (items: typeof state.agenda) => items.map((item) => `- ${item.title}`);
  const items = state.agenda
    .filter((item) => !LISTED_APART.has(item.source))
    .map((item, index) => `${index + 1}. ${item.title}`);
  const tasks = listed(of('task'));
  const fromAbove = listed(of('directive', 'duty'));
  const apart = [
    ...(tasks.length ? ['Nhiệm vụ báo cáo kết quả:', ...tasks] : []),
    ...(fromAbove.length ? ['Văn bản, việc cấp trên giao:', ...fromAbove] : []),
  ];
  const papers = state.papers.map((paper) => `- ${paper.name}`);
  const zalo = tidy([
    `📌 ${branchName.toLocaleUpperCase('vi-VN')}: MỜI DỰ SINH HOẠT CHI BỘ`,
    `Sinh hoạt ${kind} tháng ${formatYearMonth(meeting.month)}`,
    `🕖 ${when}`,
    `📍 ${meeting.place}`,
    focus === null ? null : `Trọng tâm thảo luận: ${focus}`,
    papers.length ? `Tài liệu đã gửi: ${papers.length} tệp` : null,
    'Đề nghị các đồng chí đọc tài liệu, chuẩn bị ý kiến và dự họp đúng giờ.',
    `Chương trình, tài liệu, điểm danh: ${known.link}`,
  ]);
  const nationalApp = tidy([
    `THÔNG BÁO SINH HOẠT CHI BỘ ${kind.toLocaleUpperCase('vi-VN')} THÁNG ${formatYearMonth(meeting.month)}`,
    `Đơn vị: ${branchName}`,
    `Thời gian: ${when}`,
    `Địa điểm: ${meeting.place}`,
    focus === null ? null : `Trọng tâm: ${focus}`,
    ...(items.length ? ['Nội dung:', ...items] : []),
    ...apart,
    ...(papers.length ? ['Tài liệu:', ...papers] : []),
  ]);
  const mail = tidy([
    'Kính gửi đồng chí,',
    '',
    `${branchName} trân trọng mời đồng chí dự buổi sinh hoạt ${kind} tháng ${formatYearMonth(meeting.month)}.`,
    `Thời gian: ${when}.`,
    `Địa điểm: ${meeting.place}.`,
    focus === null ? null : `Trọng tâm thảo luận: ${focus}.`,
    ...(items.length ? ['', 'Chương trình:', ...items] : []),
    ...(apart.length ? ['', ...apart] : []),
    ...(papers.length ? ['', 'Tài liệu:', ...papers] : []),
    '',
    `Chương trình, tài liệu và góp ý trước: ${known.link}`,
  ]);

  const start = instantOf(meeting.plannedOn, meeting.plannedTime);
  const calendar = ical({ name: branchName, prodId: { company: 'goc', product: 'goc', language: 'VI' } });
  calendar.createEvent({
    id: `${meeting.id}@goc`,
    start: new Date(start),
    end: new Date(start + leastMinutes(context, state) * 60_000),
    stamp: new Date(known.nowMs),
    summary: plainSpaces(typeset(`${branchName}: sinh hoạt ${kind} ${formatCivilDate(meeting.plannedOn)}`)),
    location: meeting.place,
    description: nationalApp,
    url: known.link,
    ...(known.isCancelled ? { status: ICalEventStatus.CANCELLED } : {}),
  });
  return { subject, zalo, nationalApp, mail, ics: calendar.toString() };
}
