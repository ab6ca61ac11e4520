import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { PrintButton, TextLink } from '#ui-kit/actions.tsx';
import type { Column } from '#ui-kit/data-table.tsx';
import { Badge, EmptyState } from '#ui-kit/feedback.tsx';
import { SearchField, SelectField } from '#ui-kit/fields.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Grid, Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { PagedTable } from '#ui-kit/paged-table.tsx';
import type { searchPapers } from '../contract.ts';
import { DIRECTIVE_KINDS, type DirectiveKind } from '../domain/paper.ts';
import { LaterPapersMark } from './later-papers.tsx';
import { papersQuery } from './queries.ts';
import { KIND_KEYS, ROLE_KEYS, useDirectivesText } from './text.ts';
import { UnverifiedMark } from './unverified-mark.tsx';

type Paper = Answer<typeof searchPapers>['papers'][number];

/** Every paper the unit sees, found by words with or without marks. */
export function PapersPage() {
  const t = useDirectivesText();
  const { unitId } = usePageParams<'unitId'>();
  const [text, setText] = useState('');
  const [kind, setKind] = useState<DirectiveKind | 'any'>('any');
  const words = useDeferredValue(text.trim());
  const list = useInfiniteQuery(papersQuery(unitId, words, kind === 'any' ? null : kind));
  const unit = list.data?.pages[0]?.unit;
  const columns: Column<Paper>[] = [
    {
      key: 'paper',
      header: t('paper'),
      text: (one) => `${one.symbol} ${one.title}`,
      cell: (one) => (
        <>
          <TextLink to={`/units/${unitId}/papers/${one.id}`}>
            {one.symbol}: {one.title}
          </TextLink>{' '}
          {one.isUnverified && <UnverifiedMark of="title" />}{' '}
          {one.isWithdrawn && <Badge>{t('withdrawn')}</Badge>}
          <LaterPapersMark later={one.laterPapers} />
        </>
      ),
      primary: true,
      isLong: true,
    },
    {
      key: 'kind',
      header: t('kind'),
      text: (one) => t(KIND_KEYS[one.kind]),
      brief: (one) => `${t(KIND_KEYS[one.kind])}, ${formatCivilDate(one.issuedOn)}`,
    },
    { key: 'issued-by', header: t('issuedBy'), text: (one) => one.issuingUnitName },
    {
      key: 'issued-on',
      header: t('issuedOn'),
      text: (one) => formatCivilDate(one.issuedOn),
      sortKey: (one) => one.issuedOn,
      align: 'end',
    },
    { key: 'role', header: t('role'), text: (one) => t(ROLE_KEYS[one.role]) },
  ];
  return (
    <Page
      title={t('findPapers')}
      lead={unit ? `${unit.name}. ${t('findPapersLead')}` : t('findPapersLead')}
      width="wide"
      action={<PrintButton />}
    >
      <Section>
        <Stack>
          <Grid cell={16}>
            <SearchField label={t('paperWords')} labelHidden={false} value={text} onChange={setText} />
            <SelectField<DirectiveKind | 'any'>
              label={t('kind')}
              value={kind}
              onChange={setKind}
              options={[
                { value: 'any', label: t('anyKind') },
                ...DIRECTIVE_KINDS.map((value) => ({ value, label: t(KIND_KEYS[value]) })),
              ]}
            />
          </Grid>
          <PagedTable
            list={list}
            moreLabel={t('more')}
            caption={t('findPapers')}
            name="papers"
            columns={columns}
            rows={list.data?.pages.flatMap((page) => page.papers)}
            rowKey={(one) => one.id}
            // The words above search every paper, not only those that are here already.
            bare
            empty={<EmptyState title={t('papersNone')}>{t('papersNoneText')}</EmptyState>}
          />
        </Stack>
      </Section>
    </Page>
  );
}
