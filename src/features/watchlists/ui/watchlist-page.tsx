import { useInfiniteQuery } from '@tanstack/react-query';
import { civilDateAt, clockTimeAt, formatCivilDate } from '#kernel/civil-date.ts';
import { Button, CopyButton, LinkButton, PrintButton, TextLink } from '#ui-kit/actions.tsx';
import type { Column } from '#ui-kit/data-table.tsx';
import { Badge, EmptyState, ErrorState, RefusalNotice, RuleLine } from '#ui-kit/feedback.tsx';
import { Segmented, SelectField } from '#ui-kit/fields.tsx';
import { Fold } from '#ui-kit/fold.tsx';
import { IconCheckRing, IconPlus } from '#ui-kit/icons.tsx';
import { useGo, usePageParams, usePageQuery } from '#ui-kit/page.ts';
import { Grid, Page, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { PagedTable } from '#ui-kit/paged-table.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { KeyValue, StatTile } from '#ui-kit/show.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { measureSigns, Showing, SignKey, WatchEntryBrief } from '../contract.ts';
import { SIGN_TITLES, signInWords } from '../domain/words.ts';
import { BelowView } from './below-view.tsx';
import { type Filters, SHELVES, type Shelf, showingQuery, watchedQuery } from './queries.ts';
import { SignList } from './sign-words.tsx';
import { REASON_KEYS, STATE_KEYS, STATE_TONES, useWatchlistsText } from './text.ts';
import './watchlists.css';

const VIEWS = ['list', 'signs', 'below'] as const;
type View = (typeof VIEWS)[number];

const SHELF_KEYS = { on: 'shelfOn', overdue: 'shelfOverdue', left: 'shelfLeft' } as const;

/** A path of this page with what is chosen on it; what is empty is left out. */
const pathOf = (unitId: string, chosen: Record<string, string>) => {
  const query = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value !== ''));
  return `/units/${unitId}/watchlist${query.size > 0 ? `?${query}` : ''}`;
};

function AboutBranch({ name, aboveName }: { name: string; aboveName: string | null }) {
  return (
    <>
      {name}
      {aboveName && <div className="w-about k-small">{aboveName}</div>}
    </>
  );
}

function ListView({ unitId }: { unitId: string }) {
  const t = useWatchlistsText();
  const go = useGo();
  const asked = usePageQuery();
  const filters: Filters = {
    shelf: SHELVES.find((one) => one === asked.shelf) ?? 'on',
    reason: asked.reason ?? '',
    area: asked.area ?? '',
  };
  const choose = (changed: Partial<Filters>) =>
    go(pathOf(unitId, { ...filters, ...changed }), { replace: true });
  const list = useInfiniteQuery(watchedQuery(unitId, filters));
  const first = list.data?.pages[0];
  const rows = list.data?.pages.flatMap((page) => page.entries);
  const stateOf = (one: WatchEntryBrief) => t(STATE_KEYS[one.state]);
  const stepsOf = (one: WatchEntryBrief) =>
    [
      one.doneSteps + one.openSteps === 0
        ? '–'
        : t('stepsOf', { done: one.doneSteps, all: one.doneSteps + one.openSteps }),
      one.overdueSteps > 0 ? t('stepsLate', { count: one.overdueSteps }) : null,
    ]
      .filter(Boolean)
      .join('; ');
  const columns: Column<WatchEntryBrief>[] = [
    {
      key: 'organisation',
      header: t('organisation'),
      text: (one) => `${one.branch.name} ${one.branch.aboveName ?? ''}`,
      cell: (one) => (
        <>
          <TextLink to={`/units/${unitId}/watchlist/entries/${one.id}`}>{one.branch.name}</TextLink>
          {one.branch.aboveName && <div className="w-about k-small">{one.branch.aboveName}</div>}
        </>
      ),
      primary: true,
    },
    {
      key: 'reason',
      header: t('reason'),
      text: (one) => `${t(REASON_KEYS[one.reasonKind])}. ${one.reason}`,
      cell: (one) => (
        <>
          <strong>{t(REASON_KEYS[one.reasonKind])}</strong>
          <div>{one.reason}</div>
          {(one.isKeyArea || one.isRemoteArea || one.isRelapse) && (
            <div className="w-marks">
              {one.isRelapse && <Badge tone="warn">{t('relapse')}</Badge>}
              {one.isKeyArea && <Badge>{t('keyArea')}</Badge>}
              {one.isRemoteArea && <Badge>{t('remoteArea')}</Badge>}
            </div>
          )}
        </>
      ),
      isLong: true,
      brief: 'plain',
    },
    {
      key: 'state',
      header: t('state'),
      text: stateOf,
      cell: (one) => <Badge tone={STATE_TONES[one.state]}>{stateOf(one)}</Badge>,
      brief: 'plain',
    },
    {
      key: 'due',
      header: t('due'),
      text: (one) => formatCivilDate(one.leftOn ?? one.dueOn),
      sortKey: (one) => one.leftOn ?? one.dueOn,
      brief: 'named',
      cell: (one) => (
        <>
          {formatCivilDate(one.leftOn ?? one.dueOn)}
          {one.isOverdue && (
            <div>
              <Badge tone="danger">{t('overdue')}</Badge>
            </div>
          )}
        </>
      ),
    },
    { key: 'steps', header: t('steps'), text: stepsOf },
    { key: 'owner', header: t('owner'), text: (one) => one.ownerName },
  ];
  const totals = first?.totals;
  const report = () =>
    first && totals
      ? [
          t('report', { unit: first.unit.name, date: formatCivilDate(first.today) }),
          t('reportSums', { on: totals.open + totals.consolidating, ...totals }),
          ...(rows ?? []).map(
            (one, at) =>
              `${at + 1}. ${t('reportLine', {
                name: one.branch.aboveName ? `${one.branch.name}, ${one.branch.aboveName}` : one.branch.name,
                kind: t(REASON_KEYS[one.reasonKind]),
                state: stateOf(one),
                due: formatCivilDate(one.dueOn),
                reason: one.reason,
              })}`,
          ),
          ...(list.hasNextPage ? [t('reportCut')] : []),
        ].join('\n')
      : '';
  return (
    <Stack>
      {totals && (
        <Grid cell={11} isSlim>
          <StatTile label={t('tileOpen')} value={totals.open} tone="warn" />
          <StatTile label={t('tileConsolidating')} value={totals.consolidating} />
          <StatTile
            label={t('tileOverdue')}
            value={totals.overdue}
            tone={totals.overdue > 0 ? 'danger' : 'neutral'}
            to={pathOf(unitId, { shelf: 'overdue' })}
          />
          <StatTile
            label={t('tileConsolidated')}
            value={totals.consolidated}
            tone="success"
            to={pathOf(unitId, { shelf: 'left' })}
          />
        </Grid>
      )}
      <Section
        title={first ? t(first.level === 'city' ? 'levelCity' : 'levelWard') : t('viewList')}
        action={
          <Row gap="small">
            {rows && rows.length > 0 && <CopyButton text={report()} label={t('copy')} />}
            <PrintButton />
          </Row>
        }
      >
        <Stack>
          <div className="w-tools">
            <SelectField<Shelf>
              label={t('shelf')}
              value={filters.shelf}
              onChange={(shelf) => choose({ shelf })}
              options={SHELVES.map((value) => ({ value, label: t(SHELF_KEYS[value]) }))}
            />
            <SelectField
              label={t('reasonKind')}
              value={filters.reason}
              onChange={(reason) => choose({ reason })}
              options={[
                { value: '', label: t('reasonAny') },
                ...(['weak', 'concern', 'complicated'] as const).map((value) => ({
                  value: value as string,
                  label: t(REASON_KEYS[value]),
                })),
              ]}
            />
            <SelectField
              label={t('area')}
              value={filters.area}
              onChange={(area) => choose({ area })}
              options={[
                { value: '', label: t('areaAny') },
                { value: 'key', label: t('areaKey') },
                { value: 'remote', label: t('areaRemote') },
              ]}
            />
          </div>
          <PagedTable
            caption={t('title')}
            name="watchlist"
            bare
            columns={columns}
            rows={rows}
            rowKey={(one) => one.id}
            list={list}
            moreLabel={t('more')}
            empty={
              filters.shelf === 'left' ? (
                <EmptyState icon={IconCheckRing} title={t('leftEmpty')}>
                  {t('leftEmptyText')}
                </EmptyState>
              ) : (
                <EmptyState icon={IconCheckRing} title={t('listEmpty')}>
                  {t('listEmptyText')}
                </EmptyState>
              )
            }
          />
        </Stack>
      </Section>
    </Stack>
  );
}

function SignsView({ unitId }: { unitId: string }) {
  const t = useWatchlistsText();
  const { language } = useLanguage();
  const go = useGo();
  const asked = usePageQuery();
  const show = asked.show === 'all' ? ('all' as const) : ('new' as const);
  const sign = (Object.keys(SIGN_TITLES) as SignKey[]).find((key) => key === asked.sign) ?? null;
  const choose = (changed: { show?: string; sign?: string }) =>
    go(pathOf(unitId, { view: 'signs', show, sign: sign ?? '', ...changed }), { replace: true });
  const list = useInfiniteQuery(showingQuery(unitId, show, sign));
  const first = list.data?.pages[0];
  const measure = useWrite<typeof measureSigns>('POST /api/units/:unitId/watchlist/measure', {
    invalidates: [['watchlists', unitId]],
    onDone: () => showToast({ text: t('measured') }),
  });
  const columns: Column<Showing>[] = [
    {
      key: 'organisation',
      header: t('organisation'),
      text: ({ branch }) => `${branch.name} ${branch.aboveName ?? ''}`,
      cell: ({ branch, earlierId }) => (
        <>
          <AboutBranch {...branch} />
          {earlierId && (
            <div className="w-marks">
              <Badge tone="warn">{t('before')}</Badge>
            </div>
          )}
        </>
      ),
      primary: true,
    },
    {
      key: 'signs',
      header: t('reasons'),
      text: (one) => one.signs.map((each) => signInWords(each)[language]).join('; '),
      cell: (one) => <SignList signs={one.signs} branchId={one.branch.id} />,
      isLong: true,
      brief: 'plain',
    },
    {
      key: 'do',
      header: t('listed'),
      text: (one) => (one.entryId ? t('listed') : ''),
      isAction: true,
      brief: 'plain',
      cell: (one) =>
        one.entryId ? (
          <TextLink to={`/units/${unitId}/watchlist/entries/${one.entryId}`}>{t('openEntry')}</TextLink>
        ) : first?.abilities.write ? (
          <LinkButton to={`/units/${unitId}/watchlist/new?branch=${one.branch.id}`}>
            {t('enterShort')}
          </LinkButton>
        ) : null,
    },
  ];
  return (
    <Stack>
      <Section
        title={t('viewSigns')}
        lead={
          first && first.measuredAt !== null ? (
            <>
              {t('signsTotals', { count: first.totals.showing, new: first.totals.new })}{' '}
              {t('measuredAt', {
                time: clockTimeAt(first.measuredAt),
                date: formatCivilDate(civilDateAt(first.measuredAt)),
              })}
            </>
          ) : undefined
        }
        action={
          <Row gap="small">
            {first?.abilities.measure && (
              <Button busy={measure.isPending} onClick={() => measure.mutate({ params: { unitId } })}>
                {t('measure')}
              </Button>
            )}
            <PrintButton />
          </Row>
        }
      >
        <Stack>
          {measure.isError && <RefusalNotice refusal={measure.error} />}
          <div className="w-tools">
            <Segmented
              label={t('show')}
              value={show}
              onChange={(value) => choose({ show: value })}
              options={[
                { value: 'new', label: t('showNew') },
                { value: 'all', label: t('showAll') },
              ]}
            />
            <SelectField
              label={t('sign')}
              value={sign ?? ''}
              onChange={(value) => choose({ sign: value })}
              options={[
                { value: '', label: t('signAny') },
                ...(first?.totals.bySign ?? []).map(({ key, count }) => ({
                  value: key as string,
                  label: t('signOption', { sign: SIGN_TITLES[key][language], count }),
                })),
                ...(sign && !first?.totals.bySign.some(({ key }) => key === sign)
                  ? [{ value: sign as string, label: SIGN_TITLES[sign][language] }]
                  : []),
              ]}
            />
          </div>
          <PagedTable
            caption={t('viewSigns')}
            name="watch-signs"
            bare
            columns={columns}
            rows={list.data?.pages.flatMap((page) => page.branches)}
            rowKey={(one) => one.branch.id}
            list={list}
            moreLabel={t('more')}
            empty={
              first?.measuredAt === null ? (
                <EmptyState title={t('signsNever')}>{t('signsNeverText')}</EmptyState>
              ) : (
                <EmptyState icon={IconCheckRing} title={t('signsNone')}>
                  {t('signsNoneText')}
                </EmptyState>
              )
            }
          />
        </Stack>
      </Section>
      {first && (
        <Section>
          <Fold label={t('rules')}>
            <Stack>
              <p>
                {t('rulesLead')}{' '}
                <TextLink to={`/units/${unitId}/rules?subject=following`}>{t('toRules')}</TextLink>
              </p>
              <KeyValue
                facts={first.rules.map((rule) => ({
                  key: rule.key,
                  label: rule.title[language],
                  value: (
                    <>
                      {rule.says[language]}
                      <div>
                        <RuleLine rule={{ document: rule.document, verified: rule.verified }} />
                      </div>
                    </>
                  ),
                }))}
              />
            </Stack>
          </Fold>
        </Section>
      )}
    </Stack>
  );
}

/** The watch list of a committee, the signs of the branches below it, and both summed by the units below. */
export function WatchlistPage() {
  const t = useWatchlistsText();
  const go = useGo();
  const { unitId } = usePageParams<'unitId'>();
  const asked = usePageQuery().view;
  const view: View = VIEWS.find((one) => one === asked) ?? 'list';
  // What the page may offer comes with its list.
  const list = useInfiniteQuery(watchedQuery(unitId, { shelf: 'on', reason: '', area: '' }));
  const first = list.data?.pages[0];
  if (list.isError && !first)
    return (
      <Page title={t('title')}>
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      </Page>
    );
  return (
    <Page
      title={t('title')}
      lead={first ? `${first.unit.name}. ${t('lead')}` : t('lead')}
      width="wide"
      action={
        first?.abilities.write ? (
          <LinkButton kind="main" icon={<IconPlus />} to={`/units/${unitId}/watchlist/new`}>
            {t('enter')}
          </LinkButton>
        ) : undefined
      }
    >
      <Stack>
        <div className="k-no-print">
          <Segmented<View>
            label={t('views')}
            labelHidden
            value={view}
            onChange={(value) =>
              go(pathOf(unitId, { view: value === 'list' ? '' : value }), { replace: true })
            }
            options={[
              { value: 'list', label: t('viewList') },
              { value: 'signs', label: t('viewSigns') },
              { value: 'below', label: t('viewBelow') },
            ]}
          />
        </div>
        {view === 'list' && <ListView unitId={unitId} />}
        {view === 'signs' && <SignsView unitId={unitId} />}
        {view === 'below' && <BelowView unitId={unitId} />}
      </Stack>
    </Page>
  );
}
