import { OpenList } from '#features/members/widgets.tsx';
import { formatCivilDate, formatYearMonth, type YearMonth } from '#kernel/civil-date.ts';
import type { ServerRefusal } from '#ui-kit/call.ts';
import { Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { KeyValue } from '#ui-kit/show.tsx';
import { defineText } from '#ui-kit/text.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { MeetingSummary } from '../contract.ts';
import { KIND_KEYS, useMeetingsText } from './text.ts';

const useText = defineText('meetings-reason', {
  vi: {
    backTo: 'Các buổi sinh hoạt của {{branch}}',
    title: '{{branch}}: sinh hoạt tháng {{month}}',
    figures: 'Số liệu của buổi sinh hoạt',
    kind: 'Loại',
    held: 'Ngày họp',
    notHeld: 'Chưa họp',
    attendance: 'Dự họp',
    attendanceOf: '{{present}}/{{base}} đảng viên ({{percent}}%)',
    score: 'Điểm',
    ask: 'Vì sao đồng chí mở biên bản này?',
    askLead:
      'Biên bản có tên, ý kiến và lý do vắng mặt của đảng viên. Từ hai cấp trên chi bộ trở lên, nêu lý do một lần thì mở được trong hôm nay; đảng viên của chi bộ thấy ai đã mở và vì sao.',
    open: 'Mở biên bản',
  },
  en: {
    backTo: 'Meetings of {{branch}}',
    title: '{{branch}}: meeting of {{month}}',
    figures: 'Figures of the meeting',
    kind: 'Kind',
    held: 'Held on',
    notHeld: 'Not held yet',
    attendance: 'Attendance',
    attendanceOf: '{{present}} of {{base}} members ({{percent}}%)',
    score: 'Score',
    ask: 'Why do you open these minutes?',
    askLead:
      'The minutes name members, what they said and why they were absent. From two levels above the branch, say why once and they open for today; the members of the branch see who opened them and why.',
    open: 'Open the minutes',
  },
});

/** The figures of a meeting far below, and the question why its names are needed. */
export function ReasonView({ figures, onOpened }: { figures: ServerRefusal['facts']; onOpened: () => void }) {
  const t = useText();
  const words = useMeetingsText();
  const { branchId, branch, month, kind, heldOn, base, present, score } = figures as {
    branchId: string;
    branch: string;
    month: YearMonth;
    kind: MeetingSummary['kind'];
    heldOn: string | null;
    base: number | null;
    present: number | null;
    score: number | null;
  };
  const percent = base && present !== null ? formatNumber(Math.round((present / base) * 1000) / 10, 1) : null;
  return (
    <Page
      title={t('title', { branch, month: formatYearMonth(month) })}
      back={{ to: `/branches/${branchId}/meetings`, label: t('backTo', { branch }) }}
    >
      <Stack>
        <Section title={t('figures')}>
          <KeyValue
            facts={[
              { label: t('kind'), value: words(KIND_KEYS[kind]) },
              { label: t('held'), value: heldOn ? formatCivilDate(heldOn) : t('notHeld') },
              {
                label: t('attendance'),
                value: percent
                  ? t('attendanceOf', { present: String(present), base: String(base), percent })
                  : '–',
              },
              { label: t('score'), value: score === null ? '–' : formatNumber(score, 2) },
            ]}
          />
        </Section>
        <OpenList
          branchId={branchId}
          words={{ title: t('ask'), lead: t('askLead'), action: t('open') }}
          onOpened={onOpened}
        />
      </Stack>
    </Page>
  );
}
