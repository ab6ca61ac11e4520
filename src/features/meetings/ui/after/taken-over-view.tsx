import { civilDateAt, formatCivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import { personSortKey } from '#kernel/vietnamese.ts';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { Badge, EmptyState, Notice, StatusDot } from '#ui-kit/feedback.tsx';
import { Page, Section } from '#ui-kit/page-frame.tsx';
import { CountBar, KeyValue } from '#ui-kit/show.tsx';
import { defineText } from '#ui-kit/text.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { Presence, RollMember, TakenOver } from '../../contract.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { KIND_KEYS, STATUS_KEYS, useMeetingsText } from '../text.ts';
import './after.css';
import { PRESENCE_KEYS, TASK_STATE_KEYS, useAfterText } from './text.ts';

const useTakenOverText = defineText('meetings.taken-over', {
  vi: {
    stage: 'Tiếp nhận',
    titleBook: 'Buổi sinh hoạt tiếp nhận từ sổ biên bản giấy',
    titleSystem: 'Buổi sinh hoạt tiếp nhận từ hệ thống khác',
    textBook:
      'Số liệu và điểm danh được đưa vào đây ngày {{date}}. Biên bản, nghị quyết nằm trong sổ: {{source}}. Cần xem nội dung thì mở sổ.',
    textSystem:
      'Số liệu và điểm danh được đưa vào đây ngày {{date}}. Biên bản, nghị quyết lưu tại: {{source}}.',
    figures: 'Số liệu của buổi sinh hoạt',
    day: 'Ngày họp',
    time: 'Giờ, nơi họp',
    timeAndPlace: '{{time}}, {{place}}',
    kind: 'Loại buổi',
    attendance: 'Có mặt trên số phải dự',
    attendanceValue: '{{present}} trên {{base}} ({{percent}} %)',
    ownScore: 'Điểm tự chấm',
    confirmedScore: 'Điểm xác nhận',
    noScore: 'không chấm điểm',
    notConfirmed: 'chưa xác nhận',
    number: 'Biên bản',
    numberValue: 'Số {{number}}',
    noNames: 'Không có điểm danh từng đồng chí trong phần tiếp nhận.',
    tasks: 'Nhiệm vụ giao tại buổi này',
    noTasks: 'Không ghi nhiệm vụ nào.',
    by: '{{name}}, hạn {{date}}',
  },
  en: {
    stage: 'Taken over',
    titleBook: 'This meeting was taken over from the paper minutes book',
    titleSystem: 'This meeting was taken over from another system',
    textBook:
      'Its figures and attendance were entered on {{date}}. Minutes and resolution stay in the book: {{source}}. Open the book to read them.',
    textSystem:
      'Its figures and attendance were entered on {{date}}. Minutes and resolution are kept in: {{source}}.',
    figures: 'Figures of the meeting',
    day: 'Held on',
    time: 'Hour and place',
    timeAndPlace: '{{time}}, {{place}}',
    kind: 'Kind',
    attendance: 'Present of those who must attend',
    attendanceValue: '{{present}} of {{base}} ({{percent}} %)',
    ownScore: 'Own score',
    confirmedScore: 'Confirmed score',
    noScore: 'not scored',
    notConfirmed: 'not confirmed',
    number: 'Minutes',
    numberValue: 'No. {{number}}',
    noNames: 'Attendance by name was not taken over.',
    tasks: 'Tasks given at this meeting',
    noTasks: 'No task is recorded.',
    by: '{{name}}, due {{date}}',
  },
});

const TONES = { present: 'success', excused: 'warn', unexcused: 'danger' } as const;
const TASK_TONES: Record<string, 'success' | 'info' | 'warn' | 'neutral'> = {
  done: 'success',
  'done-late': 'success',
  'in-progress': 'info',
  'not-done': 'warn',
  'cannot-be-done': 'warn',
};

const decimal = (value: number): string => formatNumber(Math.round(value * 10) / 10);

type RollRow = { member: RollMember; presence: Presence };

function Roll({ meeting, taken }: { meeting: OpenMeeting; taken: TakenOver }) {
  const t = useAfterText();
  const own = useTakenOverText();
  const words = useMeetingsText();
  const of = new Map(taken.presences.map(({ memberId, presence }) => [memberId, presence]));
  const rows = meeting.view.context.roll.flatMap((member): RollRow[] => {
    const presence = of.get(member.memberId);
    return presence ? [{ member, presence }] : [];
  });
  const inBase = new Set(meeting.view.context.rules['attendance.base'].value);
  const count = (presence: Presence) =>
    rows.filter((row) => row.presence === presence && inBase.has(row.member.status)).length;
  const columns: Column<RollRow>[] = [
    {
      key: 'name',
      header: t('name'),
      primary: true,
      text: ({ member }) => member.fullName,
      sortKey: ({ member }) => personSortKey(member.fullName),
    },
    { key: 'status', header: t('status'), text: ({ member }) => words(STATUS_KEYS[member.status]) },
    {
      key: 'presence',
      header: t('presence'),
      text: ({ presence }) => t(PRESENCE_KEYS[presence]),
      cell: ({ presence }) => <StatusDot tone={TONES[presence]}>{t(PRESENCE_KEYS[presence])}</StatusDot>,
    },
  ];
  if (rows.length === 0)
    return (
      <Section title={t('roll')}>
        <p className="k-soft">{own('noNames')}</p>
      </Section>
    );
  return (
    <Section title={t('roll')}>
      <CountBar
        label={t('roll')}
        total={meeting.view.meeting.base ?? rows.length}
        parts={[
          { key: 'present', label: t('isPresent'), count: count('present'), tone: 'success' },
          { key: 'excused', label: t('isExcused'), count: count('excused'), tone: 'warn' },
          { key: 'unexcused', label: t('isUnexcused'), count: count('unexcused'), tone: 'danger' },
        ]}
      />
      <DataTable
        caption={t('rollByName')}
        name="meeting-attendance"
        columns={columns}
        rows={rows}
        rowKey={({ member }) => member.memberId}
        initialSort={{ key: 'name', direction: 'ascending' }}
        empty={<EmptyState title={own('noNames')} />}
      />
    </Section>
  );
}

function Tasks({ taken }: { taken: TakenOver }) {
  const t = useAfterText();
  const own = useTakenOverText();
  return (
    <Section title={own('tasks')}>
      {taken.tasks.length === 0 ? (
        <p className="k-soft">{own('noTasks')}</p>
      ) : (
        <ol className="after-lines">
          {taken.tasks.map((task) => (
            <li key={task.taskId}>
              <strong>{task.title}</strong>{' '}
              <Badge tone={TASK_TONES[task.state] ?? 'neutral'}>
                {t(TASK_STATE_KEYS[task.state as keyof typeof TASK_STATE_KEYS])}
              </Badge>
              <p className="after-text">
                {own('by', { name: task.ownerName, date: formatCivilDate(task.dueOn) })}. {task.output}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

/** A meeting that was held before this system: its figures, who was there, and where its minutes are. */
export function TakenOverView({ meeting, taken }: { meeting: OpenMeeting; taken: TakenOver }) {
  const t = useAfterText();
  const own = useTakenOverText();
  const words = useMeetingsText();
  const { context, meeting: held } = meeting.view;
  const day = held.heldOn ?? held.plannedOn;
  const isScored = held.ownScore !== null;
  return (
    <Page
      title={words('meetingOf', { month: formatYearMonth(held.month) })}
      lead={
        <>
          {context.branchName}. {t('heldOn', { date: formatCivilDate(day) })}.{' '}
          <Badge tone="neutral">{own('stage')}</Badge>
        </>
      }
      back={{ to: `/branches/${held.branchId}/meetings`, label: t('allMeetings') }}
    >
      <Notice tone="info" title={own(taken.from === 'minutes-book' ? 'titleBook' : 'titleSystem')}>
        {own(taken.from === 'minutes-book' ? 'textBook' : 'textSystem', {
          date: formatCivilDate(civilDateAt(Date.parse(taken.at))),
          source: taken.source,
        })}
      </Notice>
      <Section title={own('figures')}>
        <KeyValue
          facts={[
            { label: own('day'), value: formatCivilDate(day) },
            {
              label: own('time'),
              value: own('timeAndPlace', { time: held.plannedTime, place: held.place }),
            },
            { label: own('kind'), value: words(KIND_KEYS[held.kind]) },
            ...(held.base !== null && held.present !== null && held.base > 0
              ? [
                  {
                    label: own('attendance'),
                    value: own('attendanceValue', {
                      present: held.present,
                      base: held.base,
                      percent: decimal((held.present * 100) / held.base),
                    }),
                  },
                ]
              : []),
            {
              label: own('ownScore'),
              value: held.ownScore === null ? own('noScore') : decimal(held.ownScore),
            },
            ...(isScored
              ? [
                  {
                    label: own('confirmedScore'),
                    value: held.confirmedScore === null ? own('notConfirmed') : decimal(held.confirmedScore),
                  },
                ]
              : []),
            ...(held.minutesNumber
              ? [{ label: own('number'), value: own('numberValue', { number: held.minutesNumber }) }]
              : []),
          ]}
        />
      </Section>
      <Roll meeting={meeting} taken={taken} />
      <Tasks taken={taken} />
    </Page>
  );
}
