import { useMemo, useState } from 'react';
import { personSortKey } from '#kernel/vietnamese.ts';
import { Button } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { EmptyState, RuleLine, StatusDot } from '#ui-kit/feedback.tsx';
import { TextField } from '#ui-kit/fields.tsx';
import { IconCheck } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { PickField } from '#ui-kit/pick-field.tsx';
import { CountBar } from '#ui-kit/show.tsx';
import type { Presence, RollMember } from '../../contract.ts';
import type { Because } from '../../domain/meeting-context.ts';
import { type MemberPresence, UNMARKED } from '../../domain/roll-call.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { STATUS_KEYS, useMeetingsText } from '../text.ts';
import { type AfterText, METHOD_KEYS, PRESENCE_KEYS, useAfterText } from './text.ts';

const TONES = { present: 'success', excused: 'warn', unexcused: 'danger' } as const;

const presenceText = (t: AfterText, presence: Presence | null): string =>
  t(presence === null ? 'isUnmarked' : PRESENCE_KEYS[presence]);

/** How one figure of the roll call was reached. */
function useBecause(): (each: Because) => string {
  const t = useAfterText();
  const words = useMeetingsText();
  return ({ because, facts }) => {
    const n = (name: string) => Number(facts[name] ?? 0);
    const status = () => words(STATUS_KEYS[String(facts.status) as keyof typeof STATUS_KEYS]);
    switch (because) {
      case 'attendance-base':
        return t('countBase', { base: n('base'), onRoll: n('onRoll') });
      case 'counted-in-base':
        return t('countIn', { status: status(), present: n('present'), total: n('total') });
      case 'left-out-of-base':
        return t('countOut', { status: status(), present: n('present'), total: n('total') });
      case 'attendance-share':
        return t('countShare', { present: n('present'), base: n('base'), target: n('targetPercent') });
      case 'quorum':
        return t('countQuorum', {
          numerator: n('numerator'),
          denominator: n('denominator'),
          needed: n('needed'),
          present: n('present'),
        });
      case 'no-quorum-rule':
        return t('countNoQuorum');
      case 'entitled-to-vote':
        return t('countEntitled', { entitled: n('entitled'), present: n('present') });
      default:
        return because;
    }
  };
}

/** Three answers for one member; an excused absence asks for its reason. */
function MarkMember({ meeting, member }: { meeting: OpenMeeting; member: RollMember }) {
  const t = useAfterText();
  const [isAsking, setIsAsking] = useState(false);
  const [reason, setReason] = useState('');
  const mark = (presence: Presence, why?: string) => {
    void meeting.journal.append('attendance-marked', {
      memberId: member.memberId,
      presence,
      method: 'secretary',
      ...(why ? { reason: why } : {}),
    });
    setIsAsking(false);
    setReason('');
  };
  const whom = <span className="k-hidden">: {member.fullName}</span>;
  return (
    <Stack gap="small">
      <Row gap="small">
        <Button onClick={() => mark('present')}>
          {t('markPresent')}
          {whom}
        </Button>
        <Button expanded={isAsking} onClick={() => setIsAsking(!isAsking)}>
          {t('markExcused')}
          {whom}
        </Button>
        <Button onClick={() => mark('unexcused')}>
          {t('markUnexcused')}
          {whom}
        </Button>
      </Row>
      {isAsking && (
        <>
          <TextField
            label={t('markReason', { name: member.fullName })}
            value={reason}
            onChange={setReason}
            maxLength={300}
            autoFocus
          />
          <div>
            <Button
              kind="main"
              disabled={reason.trim() === ''}
              onClick={() => mark('excused', reason.trim())}
            >
              {t('markReasonSave')}
            </Button>
          </div>
        </>
      )}
    </Stack>
  );
}

const SHOWN_AT_ONCE = 20;

function CompleteRollCall({ meeting }: { meeting: OpenMeeting }) {
  const t = useAfterText();
  const { view, state, journal } = meeting;
  const { roll, rules } = view.context;
  const [memberId, setMemberId] = useState<string | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const unmarked = roll.filter(
    (member) =>
      rules['attendance.base'].value.includes(member.status) &&
      (state.presence[member.memberId]?.presence ?? null) === null,
  );
  const chosen = roll.find((member) => member.memberId === memberId);
  const markRest = async () => {
    setIsAsking(false);
    for (const { memberId: each } of unmarked)
      await journal.append('attendance-marked', {
        memberId: each,
        presence: 'unexcused',
        method: 'secretary',
      });
  };
  return (
    <Section title={unmarked.length > 0 ? t('markTitle') : undefined}>
      {unmarked.length > 0 && (
        <>
          <ul className="after-lines">
            {unmarked.slice(0, SHOWN_AT_ONCE).map((member) => (
              <li key={member.memberId}>
                <strong>{member.fullName}</strong>
                <MarkMember meeting={meeting} member={member} />
              </li>
            ))}
          </ul>
          <div>
            <Button onClick={() => setIsAsking(true)}>{t('markRest', { count: unmarked.length })}</Button>
          </div>
          <ConfirmDialog
            open={isAsking}
            title={t('markRest', { count: unmarked.length })}
            confirmLabel={t('markUnexcused')}
            onConfirm={() => void markRest()}
            onClose={() => setIsAsking(false)}
          >
            {t('markRestAsk')}
          </ConfirmDialog>
        </>
      )}
      <PickField
        label={t('correct')}
        value={memberId}
        onChange={setMemberId}
        options={roll.map((member) => ({
          value: member.memberId,
          label: member.fullName,
          note: presenceText(t, state.presence[member.memberId]?.presence ?? null),
        }))}
      />
      {chosen && <MarkMember key={chosen.memberId} meeting={meeting} member={chosen} />}
    </Section>
  );
}

type AttendanceRow = { member: RollMember; mark: MemberPresence };

/** Who was there, how it was recorded, and how the figures were counted. */
export function AttendancePart({ meeting }: { meeting: OpenMeeting }) {
  const t = useAfterText();
  const words = useMeetingsText();
  const because = useBecause();
  const isNarrow = useIsNarrow();
  const { view, state } = meeting;
  const { attendance } = state;
  const rows = useMemo<AttendanceRow[]>(
    () => view.context.roll.map((member) => ({ member, mark: state.presence[member.memberId] ?? UNMARKED })),
    [view.context.roll, state.presence],
  );
  const columns: Column<AttendanceRow>[] = [
    {
      key: 'name',
      header: t('name'),
      primary: true,
      text: ({ member }) => member.fullName,
      sortKey: ({ member }) => personSortKey(member.fullName),
      // On a phone a tick at the name says that somebody was there; an absence is named under it.
      cell: ({ member, mark }) =>
        isNarrow && mark.presence === 'present' ? (
          <span className="after-there">
            <IconCheck size={1} />
            <span>
              {member.fullName}
              <span className="k-hidden">, {presenceText(t, mark.presence)}</span>
            </span>
          </span>
        ) : (
          member.fullName
        ),
    },
    { key: 'status', header: t('status'), text: ({ member }) => words(STATUS_KEYS[member.status]) },
    {
      key: 'presence',
      header: t('presence'),
      text: ({ mark }) => presenceText(t, mark.presence),
      cell: ({ mark }) => (
        <StatusDot tone={mark.presence === null ? 'neutral' : TONES[mark.presence]}>
          {presenceText(t, mark.presence)}
        </StatusDot>
      ),
      brief: ({ mark }) =>
        mark.presence !== 'present' && (
          <StatusDot tone={mark.presence === null ? 'neutral' : TONES[mark.presence]}>
            {presenceText(t, mark.presence)}
          </StatusDot>
        ),
    },
    { key: 'reason', header: t('reason'), text: ({ mark }) => mark.reason ?? '', brief: 'plain' },
    {
      key: 'method',
      header: t('method'),
      text: ({ mark }) => (mark.method ? t(METHOD_KEYS[mark.method]) : ''),
    },
  ];
  const mayMark = (view.abilities.lead || view.abilities.record) && state.stage !== 'closed';
  return (
    <>
      {mayMark && <CompleteRollCall meeting={meeting} />}
      <Section title={t('roll')}>
        <CountBar
          label={t('roll')}
          total={attendance.base}
          parts={[
            { key: 'present', label: t('isPresent'), count: attendance.present, tone: 'success' },
            { key: 'excused', label: t('isExcused'), count: attendance.excused, tone: 'warn' },
            { key: 'unexcused', label: t('isUnexcused'), count: attendance.unexcused, tone: 'danger' },
            { key: 'unmarked', label: t('isUnmarked'), count: attendance.unmarked, tone: 'neutral' },
          ]}
        />
        <details>
          <summary>{t('howCounted')}</summary>
          <ul className="after-lines">
            {attendance.explanation.map((each) => (
              <li key={`${each.because} ${String(each.facts.status ?? '')}`}>
                {because(each)}
                {each.rule && (
                  <div className="k-soft">
                    <RuleLine rule={each.rule} />
                  </div>
                )}
              </li>
            ))}
          </ul>
        </details>
        <DataTable
          caption={t('rollByName')}
          name="meeting-attendance"
          isSlim
          columns={columns}
          rows={rows}
          rowKey={({ member }) => member.memberId}
          initialSort={{ key: 'name', direction: 'ascending' }}
          empty={<EmptyState title={t('rollNone')} />}
        />
      </Section>
    </>
  );
}
