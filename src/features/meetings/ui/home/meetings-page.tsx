import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { Button, LinkButton, TextLink } from '#ui-kit/actions.tsx';
import { call } from '#ui-kit/call.ts';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import {
  type BadgeTone,
  EmptyState,
  ErrorState,
  fieldRefusal,
  LoadingState,
  RefusalNotice,
  StatusDot,
} from '#ui-kit/feedback.tsx';
import { NumberField, TextField, TimeField } from '#ui-kit/fields.tsx';
import {
  type Icon,
  IconCalendar,
  IconCheck,
  IconCross,
  IconEdit,
  IconSpeak,
  IconWarn,
} from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { KeyValue } from '#ui-kit/show.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { listMeetings, MeetingStage, MeetingSummary, setSeries } from '../../contract.ts';
import { whoAmIQuery } from '../queries.ts';
import { KIND_KEYS, useMeetingsText } from '../text.ts';
import './home.css';
import { PlanDialog } from './plan-dialog.tsx';
import { useHomeText } from './text.ts';

type Series = NonNullable<Answer<typeof listMeetings>['series']>;

const STAGES: Record<MeetingStage, { tone: BadgeTone; icon: Icon }> = {
  planned: { tone: 'brand', icon: IconCalendar },
  running: { tone: 'info', icon: IconSpeak },
  ended: { tone: 'warn', icon: IconWarn },
  closed: { tone: 'success', icon: IconCheck },
  cancelled: { tone: 'neutral', icon: IconCross },
};

/** The branch's meetings month by month, its usual day, and planning the next one. */
export function MeetingsPage() {
  const t = useHomeText();
  const { branchId } = usePageParams<'branchId'>();
  const [isPlanning, setIsPlanning] = useState(false);
  const me = useQuery(whoAmIQuery);
  const found = useInfiniteQuery({
    queryKey: ['meetings', branchId, 'months'],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listMeetings>(
        'GET /api/branches/:branchId/meetings',
        { params: { branchId }, query: pageParam ? { before: pageParam } : {} },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const first = found.data?.pages[0];
  if (!first)
    return (
      <Page title={t('meetingsTitle')} width="wide">
        <Section>
          {found.error ? (
            <ErrorState error={found.error} onRetry={() => found.refetch()} />
          ) : (
            <LoadingState lines={8} />
          )}
        </Section>
      </Page>
    );
  const meetings = found.data?.pages.flatMap((page) => page.meetings) ?? [];
  const { suggested, series, abilities, branch, carriedOn } = first;
  return (
    <Page
      title={t('meetingsTitle')}
      lead={
        abilities.readUnit ? (
          <TextLink className="home-branch" to={`/units/${branch.id}`}>
            {branch.name}
          </TextLink>
        ) : (
          branch.name
        )
      }
      width="wide"
      action={
        abilities.create && (
          <Button kind="main" icon={<IconCalendar />} onClick={() => setIsPlanning(true)}>
            {suggested ? t('planMonth', { month: formatYearMonth(suggested.month) }) : t('planMeeting')}
          </Button>
        )
      }
    >
      <Section title={t('list')}>
        <MeetingTable meetings={meetings} branchName={branch.name} mayCreate={abilities.create} />
        {found.isFetchNextPageError && (
          <RefusalNotice refusal={found.error} onRetry={() => found.fetchNextPage()} />
        )}
        {found.hasNextPage && (
          <Row>
            <Button busy={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
              {t('older')}
            </Button>
          </Row>
        )}
      </Section>
      {abilities.readPetitions && (
        <Row>
          <LinkButton icon={<IconSpeak />} to={`/branches/${branchId}/petitions`}>
            {t('petitions')}
          </LinkButton>
        </Row>
      )}
      {carriedOn.length > 0 && (
        <Section title={t('booksCarriedOn')} lead={t('booksLead')}>
          <ul className="k-plain-list">
            {carriedOn.map((book) => (
              <li key={book.id}>
                <TextLink to={`/branches/${book.id}/meetings`}>
                  {t('bookOf', { name: book.name, on: formatCivilDate(book.endedOn) })}
                </TextLink>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {(series !== null || abilities.setSeries) && (
        <SeriesSection branchId={branchId} series={series} maySet={abilities.setSeries} />
      )}
      {isPlanning && me.data && (
        <PlanDialog branchId={branchId} today={me.data.today} onClose={() => setIsPlanning(false)} />
      )}
    </Page>
  );
}

function MeetingTable({
  meetings,
  branchName,
  mayCreate,
}: {
  meetings: readonly MeetingSummary[];
  branchName: string;
  mayCreate: boolean;
}) {
  const t = useHomeText();
  const words = useMeetingsText();
  const attendance = ({ present, base }: MeetingSummary) =>
    present === null || base === null
      ? t('none')
      : t('attendanceOf', {
          present,
          base,
          percent: base > 0 ? formatNumber(Math.round((present / base) * 1000) / 10) : '0',
        });
  const score = (value: number | null) => (value === null ? t('none') : formatNumber(value));
  const columns: Column<MeetingSummary>[] = [
    {
      key: 'month',
      header: t('month'),
      primary: true,
      text: (row) => formatYearMonth(row.month),
      sortKey: (row) => `${row.month} ${row.plannedOn}`,
      cell: (row) => (
        <TextLink className="home-list-link" to={`/meetings/${row.id}`}>
          {formatYearMonth(row.month)}
        </TextLink>
      ),
    },
    { key: 'kind', header: t('kind'), text: (row) => words(KIND_KEYS[row.kind]) },
    {
      key: 'held',
      header: t('heldOn'),
      text: (row) =>
        row.heldOn ? formatCivilDate(row.heldOn) : t('plannedFor', { date: formatCivilDate(row.plannedOn) }),
      sortKey: (row) => row.heldOn ?? row.plannedOn,
      brief: 'plain',
    },
    {
      key: 'stage',
      header: t('stage'),
      text: (row) => (row.isTakenOver ? t('takenOver') : t(`stage.${row.stage}`)),
      cell: (row) => (
        <StatusDot tone={STAGES[row.stage].tone} icon={STAGES[row.stage].icon}>
          {row.isTakenOver ? t('takenOver') : t(`stage.${row.stage}`)}
        </StatusDot>
      ),
      brief: 'plain',
    },
    {
      key: 'attendance',
      header: t('attendance'),
      align: 'end',
      brief: 'named',
      text: attendance,
      sortKey: (row) => (row.present === null || !row.base ? null : row.present / row.base),
    },
    {
      key: 'own',
      header: t('ownScore'),
      align: 'end',
      text: (row) => score(row.ownScore),
      sortKey: (row) => row.ownScore,
    },
    {
      key: 'confirmed',
      header: t('confirmedScore'),
      align: 'end',
      text: (row) => score(row.confirmedScore),
      sortKey: (row) => row.confirmedScore,
    },
  ];
  return (
    <DataTable
      caption={t('listOf', { branch: branchName })}
      name="branch-meetings"
      columns={columns}
      rows={meetings}
      rowKey={(row) => row.id}
      searchLabel={t('searchMeetings')}
      empty={
        <EmptyState icon={IconCalendar} title={t('noMeetings')}>
          {mayCreate ? t('noMeetingsLead') : t('noMeetingsReader')}
        </EmptyState>
      }
    />
  );
}

function SeriesSection({
  branchId,
  series,
  maySet,
}: {
  branchId: string;
  series: Series | null;
  maySet: boolean;
}) {
  const t = useHomeText();
  const [isEditing, setIsEditing] = useState(false);
  const isForm = maySet && (isEditing || series === null);
  return (
    <Section
      title={t('series')}
      lead={t('seriesLead')}
      action={
        maySet &&
        !isForm && (
          <Button icon={<IconEdit />} onClick={() => setIsEditing(true)}>
            {t('edit')}
          </Button>
        )
      }
    >
      {isForm ? (
        <SeriesForm branchId={branchId} series={series} onDone={() => setIsEditing(false)} />
      ) : series ? (
        <KeyValue
          facts={[
            { label: t('seriesDay'), value: t('seriesDayValue', { day: series.dayOfMonth }) },
            { label: t('time'), value: series.time },
            { label: t('place'), value: series.place },
          ]}
        />
      ) : (
        <p className="k-soft">{t('seriesNone')}</p>
      )}
    </Section>
  );
}

function SeriesForm({
  branchId,
  series,
  onDone,
}: {
  branchId: string;
  series: Series | null;
  onDone: () => void;
}) {
  const t = useHomeText();
  const [day, setDay] = useState<number | null>(series?.dayOfMonth ?? null);
  const [time, setTime] = useState<string | null>(series?.time ?? null);
  const [place, setPlace] = useState(series?.place ?? '');
  const [isTried, setIsTried] = useState(false);
  const save = useWrite<typeof setSeries>('PUT /api/branches/:branchId/meeting-series', {
    invalidates: [['meetings', branchId]],
    onDone: () => {
      showToast({ text: t('seriesSaved') });
      onDone();
    },
  });
  const missing = (isMissing: boolean) => (isTried && isMissing ? t('fillThis') : undefined);
  const isDay = day !== null && day >= 1 && day <= 31;
  const submit = () => {
    setIsTried(true);
    if (!isDay || !time || !place.trim()) return;
    save.mutate({ params: { branchId }, body: { dayOfMonth: day, time, place: place.trim() } });
  };
  return (
    <Stack>
      <NumberField
        label={t('seriesDay')}
        hint={t('seriesDayHint')}
        required
        min={1}
        max={31}
        value={day}
        onChange={setDay}
        error={fieldRefusal(save.error, 'dayOfMonth') ?? missing(day === null)}
      />
      <TimeField
        label={t('time')}
        required
        value={time}
        onChange={setTime}
        error={fieldRefusal(save.error, 'time') ?? missing(time === null)}
      />
      <TextField
        label={t('place')}
        required
        maxLength={300}
        value={place}
        onChange={setPlace}
        error={fieldRefusal(save.error, 'place') ?? missing(place.trim() === '')}
      />
      <RefusalNotice refusal={save.error} />
      <Row>
        <Button kind="main" busy={save.isPending} onClick={submit}>
          {t('save')}
        </Button>
        {series && (
          <Button onClick={onDone} disabled={save.isPending}>
            {t('cancel')}
          </Button>
        )}
      </Row>
    </Stack>
  );
}
