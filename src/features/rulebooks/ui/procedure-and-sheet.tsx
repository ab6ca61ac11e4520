import { Badge, StatusDot } from '#ui-kit/feedback.tsx';
import { Row, Stack } from '#ui-kit/page-frame.tsx';
import { type Said, useSay } from '#ui-kit/text.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { ProcedureStep, ScoreSheet } from '../domain/rulebook.ts';
import { criteriaOf } from '../domain/score-sheet.ts';
import { useRulebooksText } from './text.ts';

/** The steps in order, as the secretary will be led through them. */
export function ProcedureView({ label, steps }: { label: string; steps: readonly ProcedureStep[] }) {
  const t = useRulebooksText();
  const say = useSay();
  return (
    <ol className="k-stack" data-gap="small" aria-label={label} style={{ paddingInlineStart: '2em' }}>
      {steps.map((step) => (
        <li key={step.id}>
          <Row gap="small">
            <strong>{say(step.title)}</strong>
            <span className="k-soft">{t('minutes', { minutes: step.recommendedMinutes })}</span>
            {!step.required && <Badge>{t('optional')}</Badge>}
          </Row>
          <div className="k-small">{say(step.guidance)}</div>
        </li>
      ))}
    </ol>
  );
}

/** A score sheet by blocks, with the points and whether the record proves them. */
export function SheetView({ sheet }: { sheet: ScoreSheet }) {
  const t = useRulebooksText();
  const say = useSay();
  const titles = new Map<string, Said>(criteriaOf(sheet).map((c) => [c.id, c.title]));
  return (
    <Stack>
      {sheet.blocks.map((block) => (
        <div key={block.id}>
          <h4>
            {say(block.title)}
            {sheet.kind === 'points' &&
              ` – ${t('points', { points: formatNumber(block.criteria.reduce((sum, c) => sum + c.max, 0)) })}`}
          </h4>
          <ul className="k-stack" data-gap="small" style={{ paddingInlineStart: '1.2em' }}>
            {block.criteria.map((criterion) => (
              <li key={criterion.id}>
                <Row gap="small">
                  <span>{say(criterion.title)}</span>
                  {sheet.kind === 'points' && (
                    <strong className="k-number">
                      {t('points', { points: formatNumber(criterion.max) })}
                    </strong>
                  )}
                  <StatusDot tone={isJudged(criterion.measure.by) ? 'neutral' : 'success'}>
                    {isJudged(criterion.measure.by) ? t('judged') : t('measured')}
                  </StatusDot>
                </Row>
                {criterion.note && <div className="k-small">{say(criterion.note)}</div>}
                {criterion.mayNotApply && <div className="k-small">{say(criterion.mayNotApply)}</div>}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {sheet.kind === 'points' && sheet.knockOuts.criterionIds.length > 0 && (
        <p>
          {t('knockOut', {
            criteria: sheet.knockOuts.criterionIds
              .map((id) => titles.get(id))
              .filter((title) => title !== undefined)
              .map(say)
              .join('; '),
          })}
          {sheet.knockOuts.localTo &&
            ` ${t('knockOutFrom', { document: sheet.knockOuts.source.document, place: sheet.knockOuts.localTo })}`}
        </p>
      )}
    </Stack>
  );
}

const isJudged = (by: string): boolean => by === 'judgement' || by === 'thematic-month';
