import { useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { Button, TextLink } from '#ui-kit/actions.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { Badge, type BadgeTone, EmptyState, RefusalNotice } from '#ui-kit/feedback.tsx';
import { useGo } from '#ui-kit/page.ts';
import { Row } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { UnitChange, withdrawChange } from '../contract.ts';
import { type Life, UNITS } from './queries.ts';
import { useUnitsText } from './text.ts';

const TONES: Record<UnitChange['state'], BadgeTone> = {
  planned: 'info',
  'in-force': 'success',
  withdrawn: 'neutral',
};

function useDecisionLine(): (change: UnitChange) => string {
  const t = useUnitsText();
  return ({ decision, decisionOn, issuedBy }) => {
    if (!decisionOn) return t('decisionLine', { number: decision });
    const day = formatCivilDate(decisionOn);
    return issuedBy
      ? t('decisionLineBy', { number: decision, day, by: issuedBy })
      : t('decisionLineOn', { number: decision, day });
  };
}

/** Every change with its decision, the latest first; what lies ahead may be put right or taken back. */
export function ChangesList({
  life,
  unitId,
  parentId,
  onCorrect,
}: {
  life: Life;
  unitId: string;
  parentId: string | undefined;
  onCorrect: (change: UnitChange) => void;
}) {
  const t = useUnitsText();
  const line = useDecisionLine();
  const [leaving, setLeaving] = useState<UnitChange | null>(null);
  if (life.changes.length === 0)
    return (
      <EmptyState title={t('noHistory')}>
        {t('noHistoryText', { day: formatCivilDate(life.foundedOn) })}
      </EmptyState>
    );
  const latestFirst = [...life.changes].reverse();
  return (
    <>
      <ol className="units-changes">
        {latestFirst.map((change) => (
          <li key={change.id} data-state={change.state}>
            <span className="k-number">{formatCivilDate(change.on)}</span>
            <div>
              <div className="units-change-what">
                <strong>{t(`verb.${change.verb}`)}</strong>
                {change.verb === 'found' && change.after && <>, {t('under', { unit: change.after })}</>}
                {change.verb !== 'found' && change.verb !== 'end' && (
                  <>
                    :{' '}
                    {t('fromTo', {
                      before: change.before ?? t('none'),
                      after: change.after ?? t('none'),
                    })}
                  </>
                )}
              </div>
              <div className="k-small">{line(change)}</div>
            </div>
            <Row gap="small" align="end">
              {change.state !== 'in-force' && (
                <Badge tone={TONES[change.state]}>{t(`state.${change.state}`)}</Badge>
              )}
              {change.state === 'planned' && life.abilities.change && (
                <>
                  {change.verb !== 'end' && <Button onClick={() => onCorrect(change)}>{t('correct')}</Button>}
                  <Button onClick={() => setLeaving(change)}>{t('withdraw')}</Button>
                </>
              )}
            </Row>
          </li>
        ))}
      </ol>
      {leaving && (
        <WithdrawDialog
          change={leaving}
          unitId={unitId}
          parentId={parentId}
          onClose={() => setLeaving(null)}
        />
      )}
    </>
  );
}

function WithdrawDialog({
  change,
  unitId,
  parentId,
  onClose,
}: {
  change: UnitChange;
  unitId: string;
  parentId: string | undefined;
  onClose: () => void;
}) {
  const t = useUnitsText();
  const go = useGo();
  const withdraw = useWrite<typeof withdrawChange>('POST /api/units/:unitId/changes/:changeId/withdraw', {
    // The page of a unit that is gone must not ask for it again.
    invalidates: change.verb === 'found' ? [] : [[...UNITS]],
    onDone: ({ isUnitGone }) => {
      showToast({ text: t('withdrawn') });
      if (isUnitGone) go(parentId ? `/units/${parentId}` : '/', { replace: true });
      else onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      title={t('withdrawTitle')}
      confirmLabel={t('withdraw')}
      danger
      busy={withdraw.isPending}
      notice={withdraw.error ? <RefusalNotice refusal={withdraw.error} /> : undefined}
      onConfirm={() => withdraw.mutate({ params: { unitId, changeId: change.id } })}
      onClose={onClose}
    >
      <p>
        <strong>
          {t(`verb.${change.verb}`)}, {formatCivilDate(change.on)}
        </strong>
      </p>
      <p>{t(change.verb === 'found' ? 'withdrawFounding' : 'withdrawText')}</p>
    </ConfirmDialog>
  );
}

/** Units that this one carries on, or that carry it on. */
export function LinkedUnits({ life }: { life: Life }) {
  const t = useUnitsText();
  const list = (title: string, units: Life['successors']) =>
    units.length > 0 && (
      <div>
        <h3>{title}</h3>
        <ul className="units-found">
          {units.map((unit) => (
            <li key={unit.id}>
              <TextLink to={`/units/${unit.id}`} className="units-hit">
                <strong>{unit.name}</strong>
                <span className="k-small">{t('sinceDay', { day: formatCivilDate(unit.sinceOn) })}</span>
              </TextLink>
            </li>
          ))}
        </ul>
      </div>
    );
  return (
    <>
      {list(t('predecessorsTitle'), life.predecessors)}
      {list(t('successorsTitle'), life.successors)}
    </>
  );
}
