import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { LinkButton, PrintButton } from '#ui-kit/actions.tsx';
import { ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { SearchField } from '#ui-kit/fields.tsx';
import { useGo, usePageParams } from '#ui-kit/page.ts';
import { Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { Tree, type TreeRow } from '#ui-kit/tree.tsx';
import type { TreeNode } from '../contract.ts';
import { DayChoice, useDay } from './day-choice.tsx';
import { useKindWords } from './kind-words.ts';
import { childrenQuery, unitQuery } from './queries.ts';
import { SearchResults, useUnitSearch } from './search-results.tsx';
import { useUnitsText } from './text.ts';
import './units.css';

/** What is open in each tree, for the way back from a unit. In memory: it ends with the page's life. */
const opened = new Map<string, ReadonlySet<string>>();

function useOpened(unitId: string) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => opened.get(unitId) ?? new Set([unitId]));
  const toggle = (id: string, isOpen: boolean) => {
    const next = new Set(open);
    if (isOpen) next.add(id);
    else next.delete(id);
    opened.set(unitId, next);
    setOpen(next);
  };
  return { open, toggle };
}

function useNodeNote(): (node: TreeNode) => string {
  const t = useUnitsText();
  const words = useKindWords();
  return (node) =>
    [
      words.kind(node.kind),
      node.code === null ? null : t('codeIs', { code: node.code }),
      node.branchCount > 0
        ? t('branches', { count: node.branchCount })
        : node.childCount > 0
          ? t('unitsBelow', { count: node.childCount })
          : null,
    ]
      .filter(Boolean)
      .join(' · ');
}

/** The tree below a unit as of any day: each level is asked for when it is opened. */
export function TreePage() {
  const t = useUnitsText();
  const go = useGo();
  const { unitId } = usePageParams<'unitId'>();
  const { on, setOn } = useDay(`/units/${unitId}/tree`);
  const root = useQuery({ ...unitQuery(unitId, on), placeholderData: keepPreviousData });
  const { open, toggle } = useOpened(unitId);
  const [text, setText] = useState('');
  const search = useUnitSearch(unitId, text, on);
  const note = useNodeNote();

  const wanted = [...open].filter((id) => id !== unitId);
  const answers = useQueries({ queries: wanted.map((id) => childrenQuery(id, on)) });
  const childrenOf = new Map<string, readonly TreeNode[] | undefined>(
    wanted.map((id, at) => [id, answers[at]?.data?.children]),
  );
  if (root.data) childrenOf.set(unitId, root.data.children);

  const rows: TreeRow[] = [];
  const add = (node: TreeNode, level: number, place: number, siblings: number) => {
    const isOpen = node.childCount > 0 ? open.has(node.id) : undefined;
    const below = isOpen ? childrenOf.get(node.id) : undefined;
    rows.push({
      id: node.id,
      label: node.name,
      level,
      place,
      siblings,
      note: note(node),
      ...(isOpen === undefined ? {} : { isOpen }),
      ...(isOpen && !below ? { isLoading: true } : {}),
    });
    below?.forEach((child, at) => {
      add(child, level + 1, at + 1, below.length);
    });
  };
  if (root.data) add(root.data.unit, 1, 1, 1);
  const failed = answers.find((answer) => answer.isError);
  const addressOf = (id: string) => `/units/${id}${on ? `?on=${on}` : ''}`;

  return (
    <Page
      title={t('tree')}
      lead={root.data && t('treeLead', { unit: root.data.unit.name, day: formatCivilDate(root.data.day) })}
      action={<PrintButton />}
      width="wide"
    >
      <Section>
        <div className="units-tools">
          <SearchField
            label={t('searchBelow')}
            labelHidden={false}
            value={text}
            onChange={setText}
            placeholder=""
          />
          <DayChoice on={on} shown={root.data?.day} setOn={setOn} />
        </div>
        {root.isError && <ErrorState error={root.error} onRetry={() => void root.refetch()} />}
        {root.isPending && <LoadingState lines={8} />}
        {search.isAsked ? (
          <SearchResults search={search} addressOf={(unit) => addressOf(unit.id)} />
        ) : (
          root.data &&
          !root.isError && (
            <Stack gap="small">
              <Tree label={t('tree')} rows={rows} onToggle={toggle} onOpen={(id) => go(addressOf(id))} />
              {failed && <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />}
              <p className="k-small k-no-print">{t('treeHint')}</p>
            </Stack>
          )
        )}
      </Section>
      {root.data?.abilities.import && (
        <div className="k-no-print">
          <LinkButton to={`/units/${unitId}/import`}>{t('importList')}</LinkButton>
        </div>
      )}
    </Page>
  );
}
