import type { GradingCriterion } from '#features/rulebooks/contract.ts';
import { TextLink } from '#ui-kit/actions.tsx';
import { fieldRefusal } from '#ui-kit/feedback.tsx';
import { NumberField } from '#ui-kit/fields.tsx';
import { useSay } from '#ui-kit/text.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { Evidence } from '../contract.ts';
import { totalOf } from '../domain/sheet.ts';
import { EVIDENCE_KEYS, evidencePage, evidenceWords } from './evidence.tsx';
import { useGradingText } from './text.ts';

const PARTS = ['general', 'results'] as const;

/** The criteria with their points, beside each what the records say of it. Without `onChange` they are read. */
export function PointsFields({
  criteria,
  points,
  evidence,
  unitId,
  error,
  onChange,
}: {
  criteria: readonly GradingCriterion[];
  points: Readonly<Record<string, number>>;
  evidence: Evidence;
  unitId: string;
  error?: unknown;
  onChange?: (points: Record<string, number>) => void;
}) {
  const t = useGradingText();
  const say = useSay();
  const change = (id: string, value: number | null) => {
    const { [id]: _, ...others } = points;
    onChange?.(value === null ? others : { ...others, [id]: value });
  };
  return (
    <div>
      {PARTS.map((part) => {
        const lines = criteria.filter((one) => one.part === part);
        if (lines.length === 0) return null;
        return (
          <div key={part}>
            <h3>{t(part === 'general' ? 'partGeneral' : 'partResults')}</h3>
            {lines.map((one) => (
              <div key={one.id} className="g-criterion">
                <div>
                  <p>{say(one.title)}</p>
                  {one.evidence.length > 0 && (
                    <ul className="g-beside k-small">
                      {one.evidence.map((key) => (
                        <li key={key}>
                          {t(EVIDENCE_KEYS[key])}:{' '}
                          <TextLink to={evidencePage(key, unitId)}>
                            {evidenceWords(t, key, evidence)}
                          </TextLink>
                        </li>
                      ))}
                    </ul>
                  )}
                </div>
                {onChange ? (
                  <NumberField
                    label={`${say(one.title)}: ${t('pointsOf', { max: one.max })}`}
                    labelHidden
                    hint={t('pointsOf', { max: one.max })}
                    value={points[one.id] ?? null}
                    onChange={(value) => change(one.id, value)}
                    min={0}
                    max={one.max}
                    decimals
                    required
                    error={fieldRefusal(error, `points.${one.id}`)}
                  />
                ) : (
                  <p className="k-number">
                    {points[one.id] === undefined ? '–' : formatNumber(points[one.id] as number)}/{one.max}
                  </p>
                )}
              </div>
            ))}
          </div>
        );
      })}
      <p className="g-total">
        {t('total')} <strong>{t('totalOf', { total: formatNumber(totalOf(points)) })}</strong>
      </p>
    </div>
  );
}
