import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { withoutMarks } from '#kernel/vietnamese.ts';
import { IconDown } from './icons.tsx';
import { useKitText } from './labels.ts';
import './tree.css';

/** One line of a tree that is on the screen. Lines of closed branches are not given at all. */
export type TreeRow = {
  id: string;
  /** What is read out and what typing letters looks for. */
  label: string;
  /** From 1. */
  level: number;
  /** Place among its siblings, from 1, and how many they are. */
  place: number;
  siblings: number;
  /** Undefined for a leaf. */
  isOpen?: boolean;
  isLoading?: boolean;
  note?: ReactNode;
};

export type TreeProps = {
  label: string;
  rows: readonly TreeRow[];
  onToggle: (id: string, open: boolean) => void;
  /** Goes to the thing itself. */
  onOpen: (id: string) => void;
  /** The line that is chosen at first. */
  activeId?: string;
};

const VIRTUAL_FROM = 200;
const ROW_HEIGHT = 56;
/** Letters typed within this time are one word. */
const TYPING_MS = 700;

/** Where a key leads from a line; undefined for keys that lead nowhere. */
function goalOf(key: string, rows: readonly TreeRow[], at: number): number | undefined {
  const row = rows[at];
  if (!row) return undefined;
  if (key === 'ArrowDown') return Math.min(rows.length - 1, at + 1);
  if (key === 'ArrowUp') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return rows.length - 1;
  if (key === 'ArrowRight' && row.isOpen && (rows[at + 1]?.level ?? 0) > row.level) return at + 1;
  if (key === 'ArrowLeft' && !row.isOpen)
    for (let up = at - 1; up >= 0; up--) if (rows[up]!.level < row.level) return up;
  return undefined;
}

/**
 * A tree by the keys that people know from their file manager: up and down, right opens, left closes or goes up, Enter
 * goes there, letters look for a name. Over two hundred lines only those in sight are drawn.
 */
export function Tree({ label, rows, onToggle, onOpen, activeId }: TreeProps) {
  const t = useKitText();
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(activeId);
  const at = Math.max(
    0,
    rows.findIndex((row) => row.id === chosen),
  );
  const isVirtual = rows.length > VIRTUAL_FROM;
  const virtual = useVirtualizer({
    count: rows.length,
    enabled: isVirtual,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]!.id,
    overscan: 10,
  });
  const items = isVirtual ? virtual.getVirtualItems() : null;
  const typed = useRef({ text: '', at: 0 });

  const choose = (index: number) => {
    const row = rows[index];
    if (!row) return;
    setChosen(row.id);
    if (isVirtual) virtual.scrollToIndex(index);
    else document.getElementById(`${id}-${row.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const goal = goalOf(event.key, rows, at);
    const isSameWord = event.timeStamp - typed.current.at < TYPING_MS;
    // A space inside a word that is being typed belongs to it.
    const isLetter = event.key.length === 1 && (event.key !== ' ' || isSameWord);
    if (goal !== undefined) choose(goal);
    else if (event.key === 'ArrowRight' && row.isOpen === false) onToggle(row.id, true);
    else if (event.key === 'ArrowLeft' && row.isOpen) onToggle(row.id, false);
    else if (event.key === 'Enter') onOpen(row.id);
    else if (isLetter) {
      const text = (isSameWord ? typed.current.text : '') + withoutMarks(event.key);
      typed.current = { text, at: event.timeStamp };
      const order = [...rows.keys()].map((step) => (at + (isSameWord ? 0 : 1) + step) % rows.length);
      const found = order.find((index) => withoutMarks(rows[index]!.label).includes(text));
      if (found !== undefined) choose(found);
    } else if (event.key === ' ') {
      if (row.isOpen !== undefined) onToggle(row.id, !row.isOpen);
    } else return;
    event.preventDefault();
  };
  // What the person chose may have gone with a branch that was closed.
  useEffect(() => {
    if (chosen !== undefined && rows.length > 0 && !rows.some((row) => row.id === chosen))
      setChosen(rows[0]!.id);
  }, [chosen, rows]);

  const active = rows[at];
  const line = (row: TreeRow, index: number, style?: { top: number }) => (
    // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the tree keeps the focus and handles the keys
    <div
      key={row.id}
      id={`${id}-${row.id}`}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      aria-expanded={row.isOpen}
      aria-selected={index === at}
      aria-busy={row.isLoading || undefined}
      data-index={index}
      ref={isVirtual ? virtual.measureElement : undefined}
      className="k-tree-row"
      style={{
        ['--k-level' as string]: row.level - 1,
        ...(style ? { transform: `translateY(${style.top}px)` } : {}),
      }}
      onClick={() => {
        setChosen(row.id);
        onOpen(row.id);
      }}
    >
      {row.isOpen === undefined ? (
        <span className="k-tree-leaf" aria-hidden="true" />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: for the pointer alone; the arrow keys do the same
        <span
          className="k-tree-toggle"
          data-open={row.isOpen}
          title={row.isOpen ? t('treeClose') : t('treeOpen')}
          onClick={(event) => {
            event.stopPropagation();
            setChosen(row.id);
            onToggle(row.id, !row.isOpen);
          }}
        >
          <IconDown />
        </span>
      )}
      <span className="k-tree-words">
        <span className="k-tree-label">{row.label}</span>
        {row.isLoading ? (
          <span className="k-tree-note">{t('loading')}</span>
        ) : (
          row.note !== undefined && <span className="k-tree-note">{row.note}</span>
        )}
      </span>
    </div>
  );
  return (
    <div
      ref={frame}
      role="tree"
      aria-label={label}
      aria-activedescendant={active ? `${id}-${active.id}` : undefined}
      tabIndex={0}
      className="k-tree"
      data-virtual={isVirtual || undefined}
      onKeyDown={onKeyDown}
    >
      {items ? (
        <div className="k-tree-all" role="none" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => line(rows[item.index]!, item.index, { top: item.start }))}
        </div>
      ) : (
        rows.map((row, index) => line(row, index))
      )}
    </div>
  );
}
