import { formatCivilDate } from '#kernel/civil-date.ts';
import { Button, TextLink } from '#ui-kit/actions.tsx';
import type { Column } from '#ui-kit/data-table.tsx';
import { StatusDot } from '#ui-kit/feedback.tsx';
import { IconCheck, IconWarn } from '#ui-kit/icons.tsx';
import { useIsNarrow, useIsTight } from '#ui-kit/narrow.ts';
import { useLanguage } from '#ui-kit/text.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { FollowedRow, MeetingFigures, MonthRow } from '../contract.ts';
import { gradeWords, needWords, stageWords } from '../domain/words.ts';
import { MeetingLink, NeedMark, needAddress, StageMark } from './marks.tsx';
import { useReportsText } from './text.ts';

/** The columns of the month's table; each figure is a link to the meeting or the tasks it was made from. */
export function useMonthColumns(
  rows: readonly FollowedRow[],
  /** Where branches are urged, what a tap on one does. */
  onUrge?: (row: FollowedRow) => void,
): Column<FollowedRow>[] {
  const t = useReportsText();
  const { language } = useLanguage();
  const isNarrow = useIsNarrow();
  const isTight = useIsTight();

  const dayOf = (meeting: MeetingFigures) =>
    meeting.heldOn
      ? formatCivilDate(meeting.heldOn)
      : `${formatCivilDate(meeting.plannedOn)} ${meeting.plannedTime}`;
  const attendanceOf = (meeting: MeetingFigures | null) =>
    meeting?.present == null || meeting.base === null
      ? ''
      : `${meeting.present}/${meeting.base}${meeting.percent === null ? '' : ` (${formatNumber(meeting.percent, 1)}%)`}`;
  const scoreOf = (score: number | null, grade: string | null) =>
    score === null ? '' : [formatNumber(score), gradeWords(grade, language)].filter(Boolean).join(' · ');
  const tasksOf = (meeting: MeetingFigures | null) =>
    meeting?.tasksDue == null
      ? ''
      : [
          t('tasksDone', { done: meeting.tasksDone ?? 0, due: meeting.tasksDue }),
          meeting.tasksDoneLate ? t('tasksLate', { count: meeting.tasksDoneLate }) : '',
        ]
          .filter(Boolean)
          .join(', ');
  const thematicOf = (row: MonthRow) =>
    [
      row.thematic ? t('thematicMonth', { state: stageWords[row.thematic.stage][language] }) : '',
      t('thematicQuarter', { count: row.thematicInQuarter.length }),
    ]
      .filter(Boolean)
      .join('. ');
  const linked = (meeting: MeetingFigures | null, text: string) =>
    meeting && text ? <MeetingLink meeting={meeting}>{text}</MeetingLink> : text;
  const lateness = (
    meeting: MeetingFigures | null,
    isLate: boolean | null | undefined,
    words: { late: string; inTime: string },
  ) =>
    meeting && isLate != null ? (
      <MeetingLink meeting={meeting}>
        {isLate ? (
          <StatusDot tone="warn" icon={IconWarn}>
            {words.late}
          </StatusDot>
        ) : (
          <StatusDot tone="success" icon={IconCheck}>
            {words.inTime}
          </StatusDot>
        )}
      </MeetingLink>
    ) : null;
  const latenessText = (isLate: boolean | null | undefined, words: { late: string; inTime: string }) =>
    isLate == null ? '' : isLate ? words.late : words.inTime;
  const papers = { late: t('papersLate'), inTime: t('papersInTime') };
  const minutes = { late: t('minutesLate'), inTime: t('minutesInTime') };
  /** Nothing is late before a meeting is held. */
  const minutesLate = (row: MonthRow) =>
    row.regular?.stage === 'closed' || row.regular?.minutesLate ? row.regular.minutesLate : null;
  /** The score that counts, or the branch's own until there is one. */
  const briefScore = (meeting: MeetingFigures | null) => {
    const confirmed = scoreOf(meeting?.confirmedScore ?? null, meeting?.confirmedGrade ?? null);
    if (confirmed) return t('scoreIs', { score: confirmed });
    const own = scoreOf(meeting?.ownScore ?? null, meeting?.ownGrade ?? null);
    return own && t('ownScoreIs', { score: own });
  };
  const urgedOf = ({ urged }: FollowedRow) => {
    if (!urged) return '';
    const { mails, waitingMails: waiting, refusedMails: refused } = urged;
    const sent = mails - waiting - refused;
    return [
      t('urgedTimes', { count: urged.times, day: formatCivilDate(urged.lastOn).slice(0, 5) }),
      ...(sent > 0 ? [t('urgedMails', { count: sent })] : []),
      ...(waiting > 0 ? [t('urgedMailsWaiting', { count: waiting })] : []),
      ...(refused > 0 ? [t('urgedMailsRefused', { count: refused })] : []),
    ].join(', ');
  };
  const hasGroups = rows.some((row) => row.groupName !== null);

  return [
    {
      key: 'branch',
      header: t('branch'),
      text: (row) => row.name,
      sortKey: (row) => row.code ?? row.name,
      cell: (row) => <TextLink to={`/branches/${row.branchId}/meetings`}>{row.name}</TextLink>,
      primary: true,
    },
    ...(hasGroups
      ? [{ key: 'group', header: t('group'), text: (row: MonthRow) => row.groupName ?? '' }]
      : []),
    {
      key: 'state',
      header: t('state'),
      text: (row) =>
        row.regular ? stageWords[row.regular.stage][language] : needWords['not-planned'][language],
      cell: (row) => (
        <span style={isNarrow ? undefined : { display: 'block', minWidth: '8.5rem' }}>
          {row.regular ? (
            <MeetingLink meeting={row.regular}>
              <StageMark meeting={row.regular} />
            </MeetingLink>
          ) : (
            <StageMark meeting={null} />
          )}
        </span>
      ),
      brief: 'plain',
    },
    // Beside the name and the state, in sight without moving the table to the side.
    ...(onUrge
      ? [
          {
            key: 'urge',
            header: t('urge'),
            text: () => '',
            cell: (row: FollowedRow) =>
              row.mayUrge && (
                <Button label={t('urgeOf', { branch: row.name })} onClick={() => onUrge(row)}>
                  <span style={{ whiteSpace: 'nowrap' }}>{t('urge')}</span>
                </Button>
              ),
            isAction: true,
          },
        ]
      : []),
    // Nobody urged, no column.
    ...(rows.some((row) => row.urged)
      ? [
          {
            key: 'urged',
            header: t('urged'),
            text: (row: FollowedRow) =>
              row.urged ? `${urgedOf(row)}, ${t('urgedBy', { name: row.urged.byName })}` : '',
            cell: (row: FollowedRow) =>
              row.urged && (
                <span style={isNarrow ? undefined : { display: 'block', minWidth: '13rem' }}>
                  {urgedOf(row)}, {t('urgedBy', { name: row.urged.byName })}
                </span>
              ),
            sortKey: (row: FollowedRow) => row.urged?.lastOn ?? null,
            brief: urgedOf,
          },
        ]
      : []),
    {
      key: 'day',
      header: t('day'),
      text: (row) => (row.regular ? dayOf(row.regular) : ''),
      sortKey: (row) => row.regular?.heldOn ?? row.regular?.plannedOn ?? null,
      cell: (row) => linked(row.regular, row.regular ? dayOf(row.regular) : ''),
      align: 'end',
      // The day of a meeting that has been held is no news.
      brief: ({ regular }) => regular?.stage === 'planned' && dayOf(regular),
    },
    {
      key: 'attendance',
      header: t('present'),
      text: (row) => attendanceOf(row.regular),
      sortKey: (row) => row.regular?.percent ?? null,
      cell: (row) => linked(row.regular, attendanceOf(row.regular)),
      align: 'end',
      brief: ({ regular }) =>
        regular?.present != null &&
        regular.base !== null &&
        t('presentIs', { present: regular.present, base: regular.base }),
    },
    {
      key: 'thematic',
      hiddenAtFirst: isTight,
      header: t('thematic'),
      text: thematicOf,
      sortKey: (row) => row.thematicInQuarter.length,
      cell: (row) => {
        const last = row.thematic?.meetingId ?? row.thematicInQuarter.at(-1)?.meetingId;
        return last ? <TextLink to={`/meetings/${last}`}>{thematicOf(row)}</TextLink> : thematicOf(row);
      },
    },
    {
      key: 'own-score',
      hiddenAtFirst: isTight,
      header: t('ownScore'),
      text: (row) => scoreOf(row.regular?.ownScore ?? null, row.regular?.ownGrade ?? null),
      sortKey: (row) => row.regular?.ownScore ?? null,
      cell: (row) =>
        linked(row.regular, scoreOf(row.regular?.ownScore ?? null, row.regular?.ownGrade ?? null)),
      align: 'end',
    },
    {
      key: 'confirmed-score',
      header: t('confirmedScore'),
      text: (row) =>
        row.regular?.confirmedScore != null
          ? scoreOf(row.regular.confirmedScore, row.regular.confirmedGrade)
          : row.regular?.ownScore != null
            ? t('notConfirmed')
            : '',
      sortKey: (row) => row.regular?.confirmedScore ?? null,
      cell: (row) =>
        linked(
          row.regular,
          row.regular?.confirmedScore != null
            ? scoreOf(row.regular.confirmedScore, row.regular.confirmedGrade)
            : row.regular?.ownScore != null
              ? t('notConfirmed')
              : '',
        ),
      align: 'end',
      brief: (row) => briefScore(row.regular),
    },
    {
      key: 'tasks',
      header: t('tasks'),
      text: (row) => tasksOf(row.regular),
      sortKey: (row) => (row.regular?.tasksDue ? (row.regular.tasksDone ?? 0) / row.regular.tasksDue : null),
      cell: (row) => linked(row.regular, tasksOf(row.regular)),
      align: 'end',
    },
    {
      key: 'overdue',
      header: t('overdue'),
      text: (row) => String(row.overdueTasks),
      sortKey: (row) => row.overdueTasks,
      cell: (row) => (
        <TextLink to={`/branches/${row.branchId}/tasks?show=overdue`}>{row.overdueTasks}</TextLink>
      ),
      align: 'end',
    },
    {
      key: 'papers',
      header: t('papers'),
      text: (row) => latenessText(row.regular?.papersLate, papers),
      cell: (row) => lateness(row.regular, row.regular?.papersLate, papers),
      hiddenAtFirst: true,
    },
    {
      key: 'minutes',
      header: t('minutes'),
      text: (row) => latenessText(minutesLate(row), minutes),
      cell: (row) => lateness(row.regular, minutesLate(row), minutes),
      hiddenAtFirst: true,
    },
    {
      key: 'needs',
      hiddenAtFirst: isTight,
      header: t('needs'),
      text: (row) => row.needs.map(({ need }) => needWords[need][language]).join('; '),
      sortKey: (row) => row.needs.length,
      cell: (row) => (
        // Room for the reasons side by side, also where the table is pressed together.
        <span className="k-row" data-gap="small" style={isNarrow ? undefined : { minWidth: '19rem' }}>
          {row.needs.map((one) => (
            <TextLink key={one.need} to={needAddress(row, one)}>
              <NeedMark need={one.need} />
            </TextLink>
          ))}
        </span>
      ),
      // What to do next; the other reasons are a tap away. That nothing is planned, the state has said.
      brief: (row) => {
        const [first, ...others] = row.needs.filter(({ need }) => need !== 'not-planned');
        if (!first) return null;
        return (
          <span className="k-row" data-gap="small">
            <TextLink to={needAddress(row, first)}>
              <NeedMark need={first.need} />
            </TextLink>
            {others.length > 0 && (
              <>
                <span aria-hidden="true">+{others.length}</span>
                <span className="k-hidden">{t('needsMore', { count: others.length })}</span>
              </>
            )}
          </span>
        );
      },
    },
  ];
}
