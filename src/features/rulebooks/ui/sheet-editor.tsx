import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { Notice } from '#ui-kit/feedback.tsx';
import { Checkbox, NumberField, TextField } from '#ui-kit/fields.tsx';
import { Grid, Row, Stack } from '#ui-kit/page-frame.tsx';
import { useSay } from '#ui-kit/text.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { PassSheet, PointSheet, ScoreBlock, ScoreCriterion, ScoreSheet } from '../domain/rulebook.ts';
import { criteriaOf, withMaximum } from '../domain/score-sheet.ts';
import { useRulebooksText } from './text.ts';

const newCriterionId = (sheet: ScoreSheet): string => {
  let at = 1;
  while (criteriaOf(sheet).some((criterion) => criterion.id === `own-${at}`)) at++;
  return `own-${at}`;
};

type SheetEditorProps = { sheet: ScoreSheet; onChange: (sheet: ScoreSheet) => void };

/** The points of each criterion, criteria of the committee's own, grades and knock-outs. */
export function SheetEditor({ sheet, onChange }: SheetEditorProps) {
  const t = useRulebooksText();
  const say = useSay();
  const withBlocks = (blocks: ScoreBlock[]): ScoreSheet => ({ ...sheet, blocks }) as PointSheet | PassSheet;
  const setCriteria = (blockId: string, criteria: ScoreCriterion[]): ScoreSheet =>
    withBlocks(sheet.blocks.map((block) => (block.id === blockId ? { ...block, criteria } : block)));
  const remove = (block: ScoreBlock, id: string) => {
    const left = setCriteria(
      block.id,
      block.criteria.filter((c) => c.id !== id),
    );
    const blocks = left.blocks.filter((b) => b.criteria.length > 0);
    onChange(
      left.kind === 'points'
        ? {
            ...left,
            blocks,
            knockOuts: {
              ...left.knockOuts,
              criterionIds: left.knockOuts.criterionIds.filter((c) => c !== id),
            },
          }
        : { ...left, blocks },
    );
  };
  const total = criteriaOf(sheet).reduce((sum, c) => sum + c.max, 0);
  return (
    <Stack>
      {sheet.blocks.map((block) => (
        <fieldset key={block.id} className="k-field">
          <legend className="k-label">{say(block.title)}</legend>
          <Stack gap="small">
            {block.criteria.map((criterion) => (
              <div key={criterion.id}>
                <div>{say(criterion.title)}</div>
                <Row gap="small">
                  {sheet.kind === 'points' && (
                    <>
                      <NumberField
                        label={t('criterionPoints', { criterion: say(criterion.title) })}
                        labelHidden
                        value={criterion.max}
                        onChange={(max) => {
                          if (max === null) return;
                          const criteria = block.criteria.map((c) =>
                            c.id === criterion.id ? withMaximum(c, max) : c,
                          );
                          onChange(setCriteria(block.id, criteria));
                        }}
                        min={0.5}
                        max={100}
                        decimals
                        unit={t('unitPoints')}
                      />
                      <Checkbox
                        label={t('needsFull')}
                        checked={sheet.knockOuts.criterionIds.includes(criterion.id)}
                        onChange={(on) => {
                          const others = sheet.knockOuts.criterionIds.filter((id) => id !== criterion.id);
                          onChange({
                            ...sheet,
                            knockOuts: {
                              ...sheet.knockOuts,
                              criterionIds: on ? [...others, criterion.id] : others,
                            },
                          });
                        }}
                      />
                    </>
                  )}
                  <Button
                    kind="plain"
                    label={t('removeOne', { name: say(criterion.title) })}
                    onClick={() => remove(block, criterion.id)}
                  >
                    {t('remove')}
                  </Button>
                </Row>
              </div>
            ))}
            <AddCriterion
              block={block}
              onAdd={(title) =>
                onChange(
                  setCriteria(block.id, [
                    ...block.criteria,
                    {
                      id: newCriterionId(sheet),
                      title: { vi: title, en: title },
                      max: sheet.kind === 'points' ? 1 : 0,
                      measure: { by: 'judgement' },
                    },
                  ]),
                )
              }
            />
          </Stack>
        </fieldset>
      ))}
      {sheet.kind === 'points' && (
        <>
          <Grid cell={10}>
            {(
              [
                ['good', t('gradeGood')],
                ['fair', t('gradeFair')],
                ['average', t('gradeAverage')],
              ] as const
            ).map(([grade, label]) => (
              <NumberField
                key={grade}
                label={label}
                value={sheet.grades[grade]}
                onChange={(n) =>
                  n !== null && onChange({ ...sheet, grades: { ...sheet.grades, [grade]: n } })
                }
                min={0}
                max={100}
                decimals
              />
            ))}
          </Grid>
          <div role="status">
            <strong>{t('total', { points: formatNumber(total) })}</strong>
            {total !== 100 && <Notice tone="warn">{t('totalWrong')}</Notice>}
          </div>
        </>
      )}
    </Stack>
  );
}

function AddCriterion({ block, onAdd }: { block: ScoreBlock; onAdd: (title: string) => void }) {
  const t = useRulebooksText();
  const say = useSay();
  const [title, setTitle] = useState<string | null>(null);
  const name = t('criterionAdd', { block: say(block.title) });
  if (title === null)
    return (
      <Row>
        <Button kind="plain" onClick={() => setTitle('')}>
          {name}
        </Button>
      </Row>
    );
  return (
    <Row>
      <TextField label={t('criterionTitle')} value={title} onChange={setTitle} maxLength={300} autoFocus />
      <Button
        disabled={!title.trim()}
        onClick={() => {
          onAdd(title.trim());
          setTitle(null);
        }}
      >
        {name}
      </Button>
      <Button kind="plain" onClick={() => setTitle(null)}>
        {t('cancel')}
      </Button>
    </Row>
  );
}
