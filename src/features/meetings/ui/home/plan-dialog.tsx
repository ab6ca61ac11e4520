import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { getUnitRules, MeetingKind, RuleValues } from '#features/rulebooks/contract.ts';
import { type CivilDate, dayInMonth, formatYearMonth, monthOf, type YearMonth } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { call, ServerRefusal } from '#ui-kit/call.ts';
import { Dialog } from '#ui-kit/dialog.tsx';
import { ErrorState, LoadingState, RefusalNotice, RuleLine } from '#ui-kit/feedback.tsx';
import { DateField, RadioCards, TextField, TimeField } from '#ui-kit/fields.tsx';
import { useGo } from '#ui-kit/page.ts';
import { Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { createMeeting } from '../../contract.ts';
import { useDayWords } from '../day-words.ts';
import { meetingsQuery } from '../queries.ts';
import { KIND_KEYS, useMeetingsText } from '../text.ts';
import { useHomeText } from './text.ts';

type Draft = { kind: MeetingKind; plannedOn: CivilDate | null; plannedTime: string | null; place: string };
type Props = {
  branchId: string;
  /** The month asked for; without it the next one that has no meeting. */
  month?: YearMonth;
  today: CivilDate;
  onClose: () => void;
};

const KINDS: readonly MeetingKind[] = ['regular', 'thematic', 'combined'];
const FIELDS = ['kind', 'plannedOn', 'plannedTime', 'place', 'month'];

/** Plans a meeting: kind, day, hour, place, filled from what the branch usually does. */
export function PlanDialog(props: Props) {
  const t = useHomeText();
  const found = useQuery(meetingsQuery(props.branchId));
  const title = props.month
    ? t('planMonth', { month: formatYearMonth(props.month) })
    : found.data?.suggested
      ? t('planMonth', { month: formatYearMonth(found.data.suggested.month) })
      : t('planMeeting');
  if (!found.data)
    return (
      <Dialog open onClose={props.onClose} title={title} size="large">
        {found.error ? (
          <ErrorState error={found.error} onRetry={() => found.refetch()} />
        ) : (
          <LoadingState lines={5} />
        )}
      </Dialog>
    );
  const { suggested, series } = found.data;
  const start: Draft = {
    kind: suggested?.kind ?? 'regular',
    plannedOn:
      suggested && (!props.month || suggested.month === props.month)
        ? suggested.plannedOn
        : props.month && series
          ? dayInMonth(props.month, series.dayOfMonth)
          : null,
    plannedTime: suggested?.plannedTime ?? series?.time ?? null,
    place: suggested?.place ?? series?.place ?? '',
  };
  return <PlanForm {...props} title={title} start={start} />;
}

function PlanForm({ branchId, today, onClose, title, start }: Props & { title: string; start: Draft }) {
  const t = useHomeText();
  const words = useMeetingsText();
  const { dayName } = useDayWords();
  const go = useGo();
  const [draft, setDraft] = useState(start);
  const [isTried, setIsTried] = useState(false);
  const day = draft.plannedOn ?? today;
  const rules = useQuery({
    queryKey: ['unit-rules', branchId, day],
    queryFn: ({ signal }) =>
      call<typeof getUnitRules>(
        'GET /api/units/:unitId/rules',
        { params: { unitId: branchId }, query: { on: day } },
        { signal },
      ),
    staleTime: 10 * 60_000,
    placeholderData: (before) => before,
  });
  const create = useWrite<typeof createMeeting>('POST /api/branches/:branchId/meetings', {
    invalidates: [['home'], ['meetings', branchId]],
    onDone: ({ id }) => {
      showToast({ text: t('created') });
      go(`/meetings/${id}`);
    },
  });
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const minutesRule = (kind: MeetingKind) =>
    rules.data?.rules[kind === 'combined' ? 'duration.combined-minutes' : 'duration.minutes'];
  const noteOf = (kind: MeetingKind) => {
    const rule = minutesRule(kind);
    const minutes = rule?.value as RuleValues['duration.minutes'] | undefined;
    return (
      <>
        {t(`kindNote.${kind}`)} {typeof minutes === 'number' && t('leastMinutes', { minutes })}
      </>
    );
  };
  /** What the server said about a field, with the document it stands on and the way out. */
  const faultOf = (field: string, isEmpty: boolean): string | undefined => {
    const { error } = create;
    if (error instanceof ServerRefusal && (error.field === field || error.field === `body.${field}`))
      return [error.message, error.rule && t('basis', { document: error.rule.document }), error.wayOut]
        .filter(Boolean)
        .join(' ');
    return isTried && isEmpty ? t('fillThis') : undefined;
  };
  const isAtField =
    create.error instanceof ServerRefusal &&
    FIELDS.includes((create.error.field ?? '').replace(/^body\./, ''));
  const submit = () => {
    const { kind, plannedOn, plannedTime } = draft;
    const place = draft.place.trim();
    setIsTried(true);
    if (!plannedOn || !plannedTime || !place) return;
    create.mutate({
      params: { branchId },
      body: { month: monthOf(plannedOn), kind, plannedOn, plannedTime, place },
    });
  };
  const basis = minutesRule(draft.kind);
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      size="large"
      busy={create.isPending}
      actions={
        <>
          <Button onClick={onClose} disabled={create.isPending}>
            {t('cancel')}
          </Button>
          <Button kind="main" busy={create.isPending} onClick={submit}>
            {t('create')}
          </Button>
        </>
      }
    >
      <Stack>
        <p className="k-soft">{t('planLead')}</p>
        <RadioCards<MeetingKind>
          label={t('kindQuestion')}
          value={draft.kind}
          onChange={(kind) => set({ kind })}
          error={faultOf('kind', false)}
          cell={14}
          options={KINDS.map((kind) => ({ value: kind, label: words(KIND_KEYS[kind]), note: noteOf(kind) }))}
        />
        {basis && <RuleLine rule={basis.source} />}
        <DateField
          label={t('date')}
          required
          value={draft.plannedOn}
          onChange={(plannedOn) => set({ plannedOn })}
          error={faultOf('plannedOn', draft.plannedOn === null) ?? faultOf('month', false)}
        />
        {draft.plannedOn && (
          <p className="k-soft" role="status">
            {dayName(draft.plannedOn)}. {t('belongsTo', { month: formatYearMonth(monthOf(draft.plannedOn)) })}
          </p>
        )}
        <TimeField
          label={t('time')}
          required
          value={draft.plannedTime}
          onChange={(plannedTime) => set({ plannedTime })}
          error={faultOf('plannedTime', draft.plannedTime === null)}
        />
        <TextField
          label={t('place')}
          required
          maxLength={300}
          value={draft.place}
          onChange={(place) => set({ place })}
          error={faultOf('place', draft.place.trim() === '')}
        />
        {!isAtField && create.error && (
          // On a phone the form is longer than the screen: the answer comes into sight.
          <div ref={(node) => node?.scrollIntoView({ block: 'nearest' })}>
            <RefusalNotice refusal={create.error} />
          </div>
        )}
      </Stack>
    </Dialog>
  );
}
