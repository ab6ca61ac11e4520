import { formatCivilDate } from '#kernel/civil-date.ts';
import { Badge, type BadgeTone } from '#ui-kit/feedback.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import type { PlanNode } from '../contract.ts';
import type { PlanView } from './queries.ts';
import { usePlansText } from './text.ts';
import './plan.css';

const TONES: Record<PlanNode['marks'][number], BadgeTone> = {
  founded: 'success',
  renamed: 'info',
  recoded: 'info',
  rekinded: 'info',
  moved: 'info',
  ended: 'danger',
  receives: 'success',
  gives: 'warn',
};

/** The part of the tree that a plan is about, as it is and as it will be, side by side. */
export function TreeCompare({ view }: { view: PlanView }) {
  const t = usePlansText();
  const on = formatCivilDate(view.plan.on);
  if (view.before.length === 0) return null;
  return (
    <Section title={t('compare')}>
      <div className="plan-compare">
        <Side title={t('before', { on })} nodes={view.before} />
        <Side title={t('after', { on })} nodes={view.after} />
      </div>
    </Section>
  );
}

function Side({ title, nodes }: { title: string; nodes: readonly PlanNode[] }) {
  const shown = new Set(nodes.map((node) => node.id));
  const roots = nodes.filter((node) => node.parentId === null || !shown.has(node.parentId));
  return (
    <section className="plan-side" aria-label={title}>
      <h3>{title}</h3>
      <Level nodes={nodes} at={roots} />
    </section>
  );
}

function Level({ nodes, at }: { nodes: readonly PlanNode[]; at: readonly PlanNode[] }) {
  const t = usePlansText();
  return (
    <ul className="plan-level">
      {at.map((node) => {
        const below = nodes.filter((each) => each.parentId === node.id);
        return (
          <li key={node.id} data-ended={node.marks.includes('ended') || undefined}>
            <p>
              <span className="plan-name">{node.name}</span>
              {node.code && <span className="k-soft"> {node.code}</span>}{' '}
              {node.marks.map((mark) => (
                <Badge key={mark} tone={TONES[mark]}>
                  {t(`mark_${mark}`)}
                </Badge>
              ))}
              {node.below > below.length && (
                <span className="k-soft"> {t('belowCount', { count: node.below })}</span>
              )}
            </p>
            {below.length > 0 && <Level nodes={nodes} at={below} />}
          </li>
        );
      })}
    </ul>
  );
}
