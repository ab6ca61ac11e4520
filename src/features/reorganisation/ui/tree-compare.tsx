import { type KeyboardEvent, type MouseEvent, useMemo, useRef, useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { withoutMarks } from '#kernel/vietnamese.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Badge, type BadgeTone } from '#ui-kit/feedback.tsx';
import { SelectField, TextField } from '#ui-kit/fields.tsx';
import { FoldIf } from '#ui-kit/fold.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import type { PlanNode } from '../contract.ts';
import type { PlanView } from './queries.ts';
import { usePlansText } from './text.ts';
import './plan.css';

type Mark = PlanNode['marks'][number];
const TONES: Record<Mark, BadgeTone> = {
  founded: 'success',
  renamed: 'info',
  recoded: 'info',
  rekinded: 'info',
  moved: 'info',
  ended: 'danger',
  receives: 'success',
  gives: 'warn',
};
const MARKS = Object.keys(TONES) as Mark[];

/** A tree of so many units is shown open; a larger one begins with its top level. */
const SMALL = 40;

type Branch = PlanNode & {
  children: Branch[];
  /** Changed units anywhere below. */
  changed: number;
};

function branchesOf(nodes: readonly PlanNode[]): Branch[] {
  const made = new Map(
    nodes.map((node): [string, Branch] => [node.id, { ...node, children: [], changed: 0 }]),
  );
  const roots: Branch[] = [];
  for (const branch of made.values()) {
    const above = branch.parentId === null ? undefined : made.get(branch.parentId);
    if (above) above.children.push(branch);
    else roots.push(branch);
  }
  const count = (branch: Branch): number => {
    branch.changed = branch.children.reduce(
      (sum, child) => sum + count(child) + (child.marks.length > 0 ? 1 : 0),
      0,
    );
    return branch.changed;
  };
  for (const root of roots) count(root);
  return roots;
}

/** What is shown of a tree: units that fit, those above them, and when nothing is looked for those of open branches. */
type Shown = { fits: (branch: Branch) => boolean; isLooking: boolean; isOpen: (id: string) => boolean };

const hasFit = (branch: Branch, fits: Shown['fits']): boolean =>
  fits(branch) || branch.children.some((child) => hasFit(child, fits));

/** The part of the tree that a plan is about, as it is and as it will be, side by side. */
export function TreeCompare({ view }: { view: PlanView }) {
  const t = usePlansText();
  const isNarrow = useIsNarrow();
  const on = formatCivilDate(view.plan.on);
  const before = useMemo(() => branchesOf(view.before), [view.before]);
  const after = useMemo(() => branchesOf(view.after), [view.after]);
  const isSmall = view.before.length + view.after.length <= 2 * SMALL;
  const tops = useMemo(() => new Set([...before, ...after].map((root) => root.id)), [before, after]);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [isAllOpen, setIsAllOpen] = useState<boolean | null>(null);
  const [words, setWords] = useState('');
  const [mark, setMark] = useState<Mark | 'any' | ''>('');
  if (view.before.length === 0) return null;
  const wanted = withoutMarks(words.trim());
  const fits = ({ name, code, marks }: Branch) =>
    (wanted === '' || withoutMarks(name).includes(wanted) || (code ?? '').toLowerCase().startsWith(wanted)) &&
    (mark === '' || (mark === 'any' ? marks.length > 0 : marks.includes(mark)));
  const isLooking = wanted !== '' || mark !== '';
  const isOpen = (id: string) => {
    const first = isAllOpen ?? (isSmall || tops.has(id));
    return toggled.has(id) ? !first : first;
  };
  const changed = new Set(
    [...view.before, ...view.after].filter(({ marks }) => marks.length > 0).map(({ id }) => id),
  );
  const shown: Shown = { fits, isLooking, isOpen };
  const toggle = (id: string) => {
    const next = new Set(toggled);
    if (!next.delete(id)) next.add(id);
    setToggled(next);
  };
  const setAll = (open: boolean) => {
    setIsAllOpen(open);
    setToggled(new Set());
  };
  const how = <span className="k-no-print k-soft">{t('compareLead')}</span>;
  const countFits = (branches: readonly Branch[]): number =>
    branches.reduce((sum, each) => sum + (fits(each) ? 1 : 0) + countFits(each.children), 0);
  return (
    <Section title={t('compare')} lead={isNarrow ? undefined : how}>
      <FoldIf when={isNarrow} label={t('seeTrees', { count: changed.size })}>
        <Stack>
          {isNarrow && how}
          <div className="k-no-print">
            <Stack>
              <div className="plan-look">
                <TextField label={t('lookFor')} value={words} onChange={setWords} maxLength={100} />
                <SelectField<Mark | 'any' | ''>
                  label={t('showMarks')}
                  value={mark}
                  onChange={setMark}
                  options={[
                    { value: '', label: t('showAll') },
                    { value: 'any', label: t('showChanged') },
                    ...MARKS.map((each) => ({ value: each, label: t(`show_${each}`) })),
                  ]}
                />
              </div>
              <Row gap="small">
                <Button onClick={() => setAll(true)}>{t('openAll')}</Button>
                <Button onClick={() => setAll(false)}>{t('closeAll')}</Button>
                {isLooking && (
                  <span role="status">
                    {t('lookFound', { before: countFits(before), after: countFits(after) })}
                  </span>
                )}
              </Row>
            </Stack>
          </div>
          <div className="plan-compare">
            <Side title={t('before', { on })} roots={before} shown={shown} toggle={toggle} />
            <Side title={t('after', { on })} roots={after} shown={shown} toggle={toggle} />
          </div>
        </Stack>
      </FoldIf>
    </Section>
  );
}

type SideProps = { title: string; roots: readonly Branch[]; shown: Shown; toggle: (id: string) => void };

/** One tree. The arrows go up and down in it, open and close; it takes one place in the order of the Tab key. */
function Side({ title, roots, shown, toggle }: SideProps) {
  const t = usePlansText();
  const [at, setAt] = useState<string | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const items = () =>
    [...(tree.current?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [])].filter(
      (item) => item.offsetParent !== null,
    );
  const go = (item: HTMLElement | null | undefined) => {
    if (!item) return;
    setAt(item.dataset.unit ?? null);
    item.focus();
  };
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const item = (event.target as HTMLElement).closest<HTMLElement>('[role="treeitem"]');
    const id = item?.dataset.unit;
    if (!item || !id) return;
    const open = item.getAttribute('aria-expanded');
    const list = items();
    const n = list.indexOf(item);
    const keys: Record<string, () => void> = {
      ArrowDown: () => go(list[n + 1]),
      ArrowUp: () => go(list[n - 1]),
      Home: () => go(list[0]),
      End: () => go(list.at(-1)),
      ArrowRight: () => (open === 'false' ? toggle(id) : open === 'true' ? go(list[n + 1]) : undefined),
      ArrowLeft: () =>
        open === 'true' ? toggle(id) : go(item.parentElement?.closest<HTMLElement>('[role="treeitem"]')),
      Enter: () => (open === null ? undefined : toggle(id)),
      ' ': () => (open === null ? undefined : toggle(id)),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const onPress = (event: MouseEvent<HTMLDivElement>) => {
    const item = (event.target as HTMLElement)
      .closest('.plan-node')
      ?.closest<HTMLElement>('[role="treeitem"]');
    if (item?.ariaExpanded && item.dataset.unit && !shown.isLooking) toggle(item.dataset.unit);
  };
  const isNone = shown.isLooking && !roots.some((root) => hasFit(root, shown.fits));
  return (
    <section className="plan-side" aria-label={title}>
      <h3>{title}</h3>
      {isNone && <p className="k-soft k-no-print">{t('noneFits')}</p>}
      <div
        ref={tree}
        role="tree"
        aria-label={title}
        className="plan-level"
        onKeyDown={onKey}
        onClick={onPress}
        tabIndex={-1}
      >
        {roots.map((root) => (
          <Item
            key={root.id}
            branch={root}
            level={1}
            shown={shown}
            toggle={toggle}
            at={at ?? roots[0]?.id ?? null}
            setAt={setAt}
          />
        ))}
      </div>
    </section>
  );
}

type ItemProps = {
  branch: Branch;
  level: number;
  shown: Shown;
  toggle: (id: string) => void;
  at: string | null;
  setAt: (id: string) => void;
};

function Item({ branch, level, shown, toggle, at, setAt }: ItemProps) {
  const t = usePlansText();
  const { id, name, code, marks, below, children, changed } = branch;
  const isFolder = children.length > 0;
  // Whatever is looked for is open down to it.
  const isOpen = shown.isLooking ? children.some((child) => hasFit(child, shown.fits)) : shown.isOpen(id);
  const isMissing = shown.isLooking && !hasFit(branch, shown.fits);
  return (
    <div
      role="treeitem"
      aria-level={level}
      aria-expanded={isFolder ? isOpen : undefined}
      aria-label={[name, code, ...marks.map((mark) => t(`mark_${mark}`))].filter(Boolean).join(', ')}
      tabIndex={at === id ? 0 : -1}
      data-unit={id}
      data-ended={marks.includes('ended') || undefined}
      data-missing={isMissing || undefined}
      data-closed={(isFolder && !isOpen) || undefined}
      onFocus={(event) => {
        event.stopPropagation();
        setAt(id);
      }}
    >
      <div className="plan-node" data-folder={isFolder || undefined}>
        {isFolder && <span className="plan-fold" aria-hidden="true" />}
        <span className="plan-name">{name}</span>
        {code && <span className="k-soft"> {code}</span>}{' '}
        {marks.map((mark) => (
          <Badge key={mark} tone={TONES[mark]}>
            {t(`mark_${mark}`)}
          </Badge>
        ))}
        {isFolder && changed > 0 && <span className="k-soft">{t('changedBelow', { count: changed })}</span>}
        {below > children.length && <span className="k-soft"> {t('belowCount', { count: below })}</span>}
      </div>
      {isFolder && (
        // biome-ignore lint/a11y/useSemanticElements: the branches of an item are a group, not a form
        <div role="group" className="plan-level">
          {children.map((child) => (
            <Item
              key={child.id}
              branch={child}
              level={level + 1}
              shown={shown}
              toggle={toggle}
              at={at}
              setAt={setAt}
            />
          ))}
        </div>
      )}
    </div>
  );
}
