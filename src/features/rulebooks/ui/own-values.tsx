import { useState } from 'react';
import { addDays, type CivilDate, formatCivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { fieldRefusal, RefusalNotice } from '#ui-kit/feedback.tsx';
import { DateField } from '#ui-kit/fields.tsx';
import { Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { useSay } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { endRule, RuleOverride } from '../contract.ts';
import { describeRule } from '../domain/describe-rule.ts';
import { isRuleKey, ruleCatalogue } from '../domain/rule-catalogue.ts';
import { type UnitRules, unitRulesKey } from './queries.ts';
import { useRulebooksText } from './text.ts';

/** What the unit itself has set, with the way to end it. */
export function OwnValues({ answer }: { answer: UnitRules }) {
  const { today } = answer;
  const t = useRulebooksText();
  const say = useSay();
  const [ending, setEnding] = useState<RuleOverride | null>(null);
  const own = answer.own.filter((value) => isRuleKey(value.key)) as RuleOverride[];
  return (
    <Section title={t('ownTitle')} lead={t('ownLead')}>
      {own.length === 0 && <p>{t('ownNone')}</p>}
      <ul className="k-stack" style={{ listStyle: 'none', paddingInlineStart: 0 }}>
        {own.map((value) => {
          const { from, to } = value.period;
          const isOver = to !== null && to <= today;
          const days = to
            ? t('ownFromTo', { from: formatCivilDate(from), to: formatCivilDate(to) })
            : t('ownFrom', { from: formatCivilDate(from) });
          return (
            <li key={value.id}>
              <Row align="spread">
                <div>
                  <strong>{say(ruleCatalogue[value.key].title)}</strong>
                  <div>{say(describeRule(value.key, value.value))}</div>
                  <div className="k-small">
                    {value.document}, {days}
                  </div>
                </div>
                {answer.abilities.set && !isOver && (
                  <Button onClick={() => setEnding(value)}>{t('end')}</Button>
                )}
              </Row>
            </li>
          );
        })}
      </ul>
      {ending && <EndDialog value={ending} today={today} onClose={() => setEnding(null)} />}
    </Section>
  );
}

type EndDialogProps = { value: RuleOverride; today: CivilDate; onClose: () => void };

function EndDialog({ value, today, onClose }: EndDialogProps) {
  const t = useRulebooksText();
  const say = useSay();
  const isComing = value.period.from > today;
  const first = value.period.from === today ? addDays(today, 1) : today;
  const [on, setOn] = useState<CivilDate | null>(first);
  const end = useWrite<typeof endRule>('DELETE /api/units/:unitId/rules/:key/:overrideId', {
    invalidates: [unitRulesKey(value.unitId)],
    onDone: () => {
      showToast({ text: t('ended') });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      title={t('endTitle')}
      confirmLabel={t('end')}
      busy={end.isPending}
      notice={<RefusalNotice refusal={end.error} />}
      onClose={onClose}
      onConfirm={() => {
        if (!isComing && on === null) return;
        end.mutate({
          params: { unitId: value.unitId, key: value.key, overrideId: value.id },
          query: isComing || on === null ? {} : { on },
        });
      }}
    >
      <Stack>
        <p>
          <strong>{say(ruleCatalogue[value.key].title)}</strong>: {say(describeRule(value.key, value.value))}
        </p>
        <p>{isComing ? t('withdrawText') : t('endText')}</p>
        {!isComing && (
          <DateField
            label={t('endOn')}
            value={on}
            onChange={setOn}
            error={fieldRefusal(end.error, 'on')}
            required
          />
        )}
      </Stack>
    </ConfirmDialog>
  );
}
