import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useId, useMemo, useRef, useState } from 'react';
import { Button, CopyButton } from './actions.tsx';
import { Dialog } from './dialog.tsx';
import { ErrorState, LoadingState } from './feedback.tsx';
import { Checkbox, SearchField, SelectField } from './fields.tsx';
import { Fold } from './fold.tsx';
import { IconColumns, IconDown, IconDownload, IconSort, IconUp } from './icons.tsx';
import { useKitText } from './labels.ts';
import { useIsNarrow } from './narrow.ts';
import { type ColumnText, clipboardTextOf, csvOf, filterRows, type Sort, sortRows } from './table-rows.ts';

export type Column<Row> = ColumnText<Row> & {
  /** What the cell shows; default its text. */
  cell?: (row: Row) => ReactNode;
  align?: 'start' | 'end' | 'center';
  /** The row's name: the title of its card and the row's heading. One per table. */
  primary?: boolean;
  /** Holds sentences: the column keeps a width in which they can be read. */
  isLong?: boolean;
  /** Starts hidden; the person may show it. */
  hiddenAtFirst?: boolean;
  /** Not sortable, not exported: for buttons. */
  isAction?: boolean;
  /**
   * What a row's card on a phone keeps in sight of this column: its cell after its header, its cell alone, or an extract
   * that needs no header. In a table with such columns the rest of a card waits behind one tap.
   */
  brief?: 'named' | 'plain' | ((row: Row) => ReactNode);
};

export type DataTableProps<Row> = {
  /** Says what the table holds; read out, and the default name of exports. */
  caption: string;
  /** Stable name under which this device remembers the chosen columns. */
  name: string;
  columns: readonly Column<Row>[];
  /** Undefined while loading. */
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  /** Shown when there are no rows at all: an EmptyState. */
  empty: ReactNode;
  error?: unknown;
  onRetry?: () => void;
  searchLabel?: string;
  /** No search and no tools: for short lists inside a section. */
  bare?: boolean;
  initialSort?: Sort;
  /** File name of the CSV without its ending. */
  exportName?: string;
  /** More controls beside the search. */
  tools?: ReactNode;
  /** The first column stays in sight when one scrolls a wide table to the side. */
  holdsFirst?: boolean;
  /**
   * For long lists on a phone: which rows come first, and under which heading the others wait behind a tap (none: in
   * sight; `at` is the place in that order). A search or an order that the person chose shows all of them.
   */
  folds?: { order: (a: Row, b: Row) => number; foldOf: (row: Row, at: number) => string | null };
  /** For lists of people: on a phone the way to the rest of a card stands beside its name, what is in sight under it. */
  isSlim?: boolean;
};

const VIRTUAL_FROM = 200;
const CARDS_AT_ONCE = 60;

function useHiddenColumns<Row>(name: string, columns: readonly Column<Row>[]) {
  const key = `goc.columns.${name}`;
  const [hidden, setHidden] = useState<readonly string[]>(() => {
    try {
      const stored = JSON.parse(localStorage.getItem(key) ?? 'null');
      if (Array.isArray(stored)) return stored;
    } catch {
      // unreadable memory counts as none
    }
    return columns.filter((column) => column.hiddenAtFirst).map((column) => column.key);
  });
  const toggle = (column: string, isShown: boolean) => {
    const next = isShown ? hidden.filter((one) => one !== column) : [...hidden, column];
    setHidden(next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // the choice holds until the page is closed
    }
  };
  return { hidden, toggle };
}

/**
 * A table that can be sorted, searched without marks, cut to the wanted columns and taken away as CSV or by copying.
 * Over 200 rows only those in sight are drawn; on a phone each row is a card: the whole
 * of it, or what its columns keep in sight (`brief`) with the rest behind one tap.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, empty, error, onRetry, bare, tools, searchLabel } = props;
  const t = useKitText();
  const isNarrow = useIsNarrow();
  const [query, setQuery] = useState('');
  const [sort, setSort] = useState<Sort | null>(props.initialSort ?? null);
  const [isChoosing, setIsChoosing] = useState(false);
  const { hidden, toggle } = useHiddenColumns(props.name, columns);

  const shownColumns = columns.filter((column) => column.primary || !hidden.includes(column.key));
  const searched = useMemo(() => columns.filter((column) => !column.isAction), [columns]);
  const found = useMemo(() => filterRows(rows ?? [], searched, query), [rows, searched, query]);
  const sorted = useMemo(() => sortRows(found, searched, sort), [found, searched, sort]);

  if (error && rows === undefined) return <ErrorState error={error} onRetry={onRetry} />;
  if (rows === undefined) return <LoadingState lines={6} />;
  if (rows.length === 0) return empty;

  const exported = shownColumns.filter((column) => !column.isAction);
  const download = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([csvOf(sorted, exported)], { type: 'text/csv;charset=utf-8' }));
    link.download = `${props.exportName ?? caption}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  const toolButtons = (
    <div className="k-table-tools">
      <Button kind="plain" icon={<IconColumns />} onClick={() => setIsChoosing(true)}>
        {t('columns')}
      </Button>
      <CopyButton kind="plain" label={t('copyTable')} text={() => clipboardTextOf(sorted, exported)} />
      <Button kind="plain" icon={<IconDownload />} onClick={download}>
        {t('exportCsv')}
      </Button>
    </div>
  );

  return (
    <div className="k-stack" data-gap="small">
      {!bare && (
        <div className="k-table-bar">
          <SearchField label={searchLabel ?? t('search')} value={query} onChange={setQuery} />
          {tools}
          {!isNarrow && toolButtons}
        </div>
      )}
      {isNarrow && !bare && (
        // A phone shows the rows; what is done to the table as a whole opens by one tap.
        <details className="k-fold">
          <summary>{t('tableTools')}</summary>
          <SelectField
            label={t('sortBy')}
            value={sort ? `${sort.key} ${sort.direction}` : null}
            onChange={(value) => {
              const at = value.lastIndexOf(' ');
              setSort({ key: value.slice(0, at), direction: value.slice(at + 1) as Sort['direction'] });
            }}
            options={exported.flatMap((column) => [
              { value: `${column.key} ascending`, label: `${column.header}, ${t('sortAscending')}` },
              { value: `${column.key} descending`, label: `${column.header}, ${t('sortDescending')}` },
            ])}
          />
          {toolButtons}
        </details>
      )}
      {!bare && (
        <div className="k-table-count" role="status">
          {sorted.length === rows.length
            ? t('rowCount', { count: rows.length })
            : t('rowCountOf', { shown: sorted.length, total: rows.length })}
        </div>
      )}
      {sorted.length === 0 ? (
        <p>{t('noRowsMatch', { text: query })}</p>
      ) : isNarrow ? (
        <CardFolds
          {...props}
          folds={query.trim() || sort ? undefined : props.folds}
          rows={sorted}
          columns={shownColumns}
        />
      ) : (
        <Grid {...props} rows={sorted} columns={shownColumns} sort={sort} onSort={setSort} />
      )}
      <Dialog open={isChoosing} onClose={() => setIsChoosing(false)} title={t('columnsTitle')}>
        <div>
          {columns
            .filter((column) => !column.primary && !column.isAction)
            .map((column) => (
              <Checkbox
                key={column.key}
                label={column.header}
                checked={!hidden.includes(column.key)}
                onChange={(isShown) => toggle(column.key, isShown)}
              />
            ))}
        </div>
      </Dialog>
    </div>
  );
}

const cellOf = <Row,>(column: Column<Row>, row: Row): ReactNode =>
  column.cell ? column.cell(row) : column.text(row);

/** A header with nothing beside it says nothing on a card. */
const saysSomething = (content: ReactNode): boolean =>
  content !== '' && content !== null && content !== undefined && content !== false;

type ShownProps<Row> = Pick<DataTableProps<Row>, 'caption' | 'rowKey' | 'bare' | 'holdsFirst' | 'isSlim'> & {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
};

function Grid<Row>(props: ShownProps<Row> & { sort: Sort | null; onSort: (sort: Sort) => void }) {
  const { caption, columns, rows, rowKey, sort, onSort, holdsFirst } = props;
  const frame = useRef<HTMLDivElement>(null);
  const isVirtual = rows.length > VIRTUAL_FROM;
  const virtual = useVirtualizer({
    count: rows.length,
    enabled: isVirtual,
    getScrollElement: () => frame.current,
    estimateSize: () => 50,
    getItemKey: (at) => rowKey(rows[at]!),
    overscan: 12,
  });
  const items = isVirtual ? virtual.getVirtualItems() : null;
  const first = items?.[0]?.index ?? 0;
  const last = items ? (items.at(-1)?.index ?? Math.min(rows.length, 30) - 1) : rows.length - 1;
  const before = items?.[0]?.start ?? 0;
  const after = items?.length ? virtual.getTotalSize() - items.at(-1)!.end : 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling frame must be reachable by keyboard
    <section className="k-table-frame" ref={frame} tabIndex={0} aria-label={caption}>
      <table className="k-table" data-holds-first={holdsFirst || undefined} aria-rowcount={rows.length + 1}>
        <caption className="k-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) =>
              column.isAction ? (
                <th key={column.key} scope="col" data-align={column.align}>
                  <span className="k-hidden">{column.header}</span>
                </th>
              ) : (
                <th
                  key={column.key}
                  scope="col"
                  data-align={column.align}
                  aria-sort={sort?.key === column.key ? sort.direction : 'none'}
                >
                  <button
                    type="button"
                    className="k-sort"
                    onClick={() =>
                      onSort({
                        key: column.key,
                        direction:
                          sort?.key === column.key && sort.direction === 'ascending'
                            ? 'descending'
                            : 'ascending',
                      })
                    }
                  >
                    {column.header}
                    {sort?.key !== column.key ? (
                      <IconSort size={1} />
                    ) : sort.direction === 'ascending' ? (
                      <IconUp size={1} />
                    ) : (
                      <IconDown size={1} />
                    )}
                  </button>
                </th>
              ),
            )}
          </tr>
        </thead>
        {before > 0 && <Gap height={before} cells={columns.length} />}
        <tbody>
          {rows.slice(first, last + 1).map((row, offset) => (
            <tr
              key={rowKey(row)}
              data-index={first + offset}
              ref={isVirtual ? virtual.measureElement : undefined}
              aria-rowindex={first + offset + 2}
            >
              {columns.map((column) =>
                column.primary ? (
                  <th
                    key={column.key}
                    scope="row"
                    data-align={column.align}
                    data-long={column.isLong || undefined}
                  >
                    {cellOf(column, row)}
                  </th>
                ) : (
                  <td key={column.key} data-align={column.align} data-long={column.isLong || undefined}>
                    {cellOf(column, row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {after > 0 && <Gap height={after} cells={columns.length} />}
      </table>
    </section>
  );
}

/** Stands for the rows that are not drawn. */
function Gap({ height, cells }: { height: number; cells: number }) {
  return (
    <tbody aria-hidden="true">
      <tr className="k-gap">
        <td colSpan={cells} style={{ height }} />
      </tr>
    </tbody>
  );
}

function CardFolds<Row>({ folds, ...shown }: ShownProps<Row> & Pick<DataTableProps<Row>, 'folds'>) {
  if (!folds) return <Cards {...shown} />;
  const inSight: Row[] = [];
  const folded = new Map<string, Row[]>();
  for (const [at, row] of shown.rows.toSorted(folds.order).entries()) {
    const title = folds.foldOf(row, at);
    if (title === null) inSight.push(row);
    else folded.set(title, [...(folded.get(title) ?? []), row]);
  }
  return (
    <>
      {inSight.length > 0 && <Cards {...shown} rows={inSight} />}
      {[...folded].map(([title, rows]) => (
        <Fold key={title} label={`${title} (${rows.length})`}>
          <Cards {...shown} caption={title} rows={rows} />
        </Fold>
      ))}
    </>
  );
}

function Cards<Row>({ caption, columns, rows, rowKey, isSlim }: ShownProps<Row>) {
  const t = useKitText();
  const [limit, setLimit] = useState(CARDS_AT_ONCE);
  const more = Math.min(CARDS_AT_ONCE, rows.length - limit);
  return (
    <>
      <ul
        className="k-cards"
        data-brief={columns.some((column) => column.brief !== undefined) || undefined}
        aria-label={caption}
      >
        {rows.slice(0, limit).map((row) => (
          <Card key={rowKey(row)} row={row} columns={columns} isSlim={isSlim} />
        ))}
      </ul>
      {more > 0 && (
        <Button wide onClick={() => setLimit(limit + CARDS_AT_ONCE)}>
          {t('showMore', { count: more })}
        </Button>
      )}
    </>
  );
}

type CardProps<Row> = { row: Row; columns: readonly Column<Row>[]; isSlim: boolean | undefined };

function Card<Row>({ row, columns, isSlim }: CardProps<Row>) {
  const t = useKitText();
  const [isOpen, setIsOpen] = useState(false);
  const foldId = useId();
  const title = columns.find((column) => column.primary) ?? columns[0];
  const rest = columns.filter((column) => column !== title && !column.isAction);
  const actions = columns.filter((column) => column.isAction);
  const briefs = rest.filter((column) => column.brief !== undefined);
  const facts = rest.filter((column) => typeof column.brief !== 'string');
  const lines = facts
    .map((column) => ({ column, content: cellOf(column, row) }))
    .filter(({ content }) => saysSomething(content));
  const inSight = briefs
    .map((column) => ({
      column,
      content: typeof column.brief === 'function' ? column.brief(row) : cellOf(column, row),
    }))
    .filter(({ content }) => saysSomething(content));
  const isBrief = briefs.length > 0;
  const toggleWord = t(isOpen ? 'lessOfRow' : 'moreOfRow');
  const name = title && <div className="k-card-title">{cellOf(title, row)}</div>;
  const slim = isBrief && isSlim === true;
  // Beside the toggle stands the first fact, or in a slim card the name with all of them.
  const below = slim ? [] : inSight.slice(1);
  return (
    <li className="k-card" data-brief={isBrief || undefined} data-slim={slim || undefined}>
      {!slim && name}
      {isBrief && (
        <div className="k-card-top">
          {slim ? (
            <div className="k-card-slim">
              {name}
              {inSight.length > 0 && <BriefFacts facts={inSight} />}
            </div>
          ) : (
            inSight.length > 0 && <BriefFacts facts={inSight.slice(0, 1)} />
          )}
          {lines.length > 0 && (
            <button
              type="button"
              className="k-card-more"
              aria-expanded={isOpen}
              aria-controls={foldId}
              aria-label={title && `${toggleWord}: ${title.text(row)}`}
              onClick={() => setIsOpen(!isOpen)}
            >
              {toggleWord}
              {isOpen ? <IconUp size={1} /> : <IconDown size={1} />}
            </button>
          )}
        </div>
      )}
      {below.length > 0 && <BriefFacts facts={below} />}
      {lines.length > 0 && (
        <dl id={foldId} className="k-card-facts" hidden={isBrief && !isOpen}>
          {lines.map(({ column, content }) => (
            <CardLine key={column.key} header={column.header}>
              {content}
            </CardLine>
          ))}
        </dl>
      )}
      {actions.map((column) => (
        <div key={column.key} className="k-card-action">
          {cellOf(column, row)}
        </div>
      ))}
    </li>
  );
}

/** What a folded card keeps in sight. */
function BriefFacts<Row>({ facts }: { facts: readonly { column: Column<Row>; content: ReactNode }[] }) {
  return (
    <dl className="k-card-brief">
      {facts.map(({ column, content }) => (
        <div key={column.key}>
          <dt className={column.brief === 'named' ? undefined : 'k-hidden'}>{column.header}</dt>
          <dd>{content}</dd>
        </div>
      ))}
    </dl>
  );
}

function CardLine({ header, children }: { header: string; children: ReactNode }) {
  return (
    <>
      <dt>{header}</dt>
      <dd>{children}</dd>
    </>
  );
}
