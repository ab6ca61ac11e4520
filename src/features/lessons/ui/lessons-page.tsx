import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { measureWords } from '#features/reports/widgets.tsx';
import { tidyText } from '#kernel/vietnamese.ts';
import { Button, LinkButton, TextLink } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { Badge, EmptyState } from '#ui-kit/feedback.tsx';
import { SearchField, SelectField } from '#ui-kit/fields.tsx';
import { IconBook, IconPlus } from '#ui-kit/icons.tsx';
import { useGo, usePageParams, usePageQuery } from '#ui-kit/page.ts';
import { Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useLanguage } from '#ui-kit/text.ts';
import type { LessonBrief } from '../contract.ts';
import './lessons.css';
import { lessonsQuery, SHELVES, type Shelf } from './queries.ts';
import { STATE_KEYS, STATE_TONES, useLessonsText } from './text.ts';
import { asValue } from './values.ts';

/** Lessons as seen from one unit: found by words, shelf by shelf. */
export function LessonsPage() {
  const t = useLessonsText();
  const { language } = useLanguage();
  const go = useGo();
  const { unitId } = usePageParams<'unitId'>();
  const asked = usePageQuery().shelf;
  const shelf: Shelf = SHELVES.find((one) => one === asked) ?? 'all';
  const [text, setText] = useState('');
  const q = useDeferredValue(tidyText(text));
  const list = useInfiniteQuery(lessonsQuery(unitId, shelf, q));
  const first = list.data?.pages[0];
  const figureOf = ({ figure }: LessonBrief) =>
    figure
      ? t('fromTo', {
          measure: measureWords[figure.measure].short[language],
          before: asValue(figure.measure, figure.values.before),
          after: asValue(figure.measure, figure.values.after),
        })
      : t('noFigure');
  const columns: Column<LessonBrief>[] = [
    {
      key: 'lesson',
      header: t('lesson'),
      text: (one) => `${one.title} ${one.unitName}`,
      cell: (one) => (
        <>
          <TextLink to={`/units/${unitId}/lessons/${one.id}`}>{one.title}</TextLink>
          <div className="l-unit">{one.unitName}</div>
        </>
      ),
      primary: true,
      isLong: true,
    },
    {
      key: 'figure',
      header: t('figure'),
      text: figureOf,
      cell: (one) => <span className={one.figure ? 'l-figure' : 'k-soft'}>{figureOf(one)}</span>,
    },
    {
      key: 'adoptions',
      header: t('adoptions'),
      text: (one) => t('adoptionCount', { count: one.adoptions }),
      sortKey: (one) => one.adoptions,
      align: 'end',
    },
    {
      key: 'state',
      header: t('state'),
      text: (one) => t(STATE_KEYS[one.state]),
      cell: (one) => <Badge tone={STATE_TONES[one.state]}>{t(STATE_KEYS[one.state])}</Badge>,
    },
  ];
  const shelves = SHELVES.filter((one) => one !== 'waiting' || first?.abilities.judge || shelf === 'waiting');
  const write = first?.abilities.write ? (
    <LinkButton kind="main" icon={<IconPlus />} to={`/units/${unitId}/lessons/new`}>
      {t('write')}
    </LinkButton>
  ) : undefined;
  return (
    <Page
      title={t('title')}
      lead={first ? `${first.unit.name}. ${t('lead')}` : t('lead')}
      width="wide"
      action={write}
    >
      <Section>
        <Stack>
          <div className="l-tools">
            <SearchField label={t('search')} labelHidden={false} value={text} onChange={setText} />
            <SelectField
              label={t('shelves')}
              value={shelf}
              onChange={(value) => go(`/units/${unitId}/lessons?shelf=${value}`, { replace: true })}
              options={shelves.map((value) => ({ value, label: t(value) }))}
            />
          </div>
          <DataTable
            caption={t('title')}
            name="lessons"
            bare
            columns={columns}
            rows={list.data?.pages.flatMap((page) => page.lessons)}
            rowKey={(one) => one.id}
            error={list.error}
            onRetry={() => void list.refetch()}
            empty={
              q !== '' ? (
                <EmptyState icon={IconBook} title={t('emptyFound')}>
                  {t('emptyFoundText')}
                </EmptyState>
              ) : (
                <EmptyState icon={IconBook} title={t('empty')}>
                  {t('emptyText')}
                </EmptyState>
              )
            }
          />
          {list.hasNextPage && (
            <Button wide busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('more')}
            </Button>
          )}
        </Stack>
      </Section>
    </Page>
  );
}
