import { formatCivilDate } from '#kernel/civil-date.ts';
import { Badge } from '#ui-kit/feedback.tsx';
import { type Step, Stepper } from '#ui-kit/show.tsx';
import type { Transfer } from '../contract.ts';
import type { TakenStep } from './queries.ts';
import { useTransfersText } from './text.ts';

/** The usual way, in order; an end that is no reception is added where it came. */
const WAY = ['announce', 'request', 'introduce', 'present', 'receive'] as const;

/** The steps of a transfer: those taken with day and person, those to come. */
export function TransferSteps({ transfer, steps }: { transfer: Transfer; steps: readonly TakenStep[] }) {
  const t = useTransfersText();
  const taken = steps.map(
    (one, index): Step => ({
      key: `${index}${one.step}`,
      label: t(`step_${one.step}`),
      state: 'done',
      aside: formatCivilDate(one.on),
      note: (
        <>
          {[
            one.unitName
              ? t('stepBy', { by: one.by, unit: one.unitName })
              : one.by && t('stepByMember', { by: one.by }),
            one.note,
          ]
            .filter(Boolean)
            .join(': ')}{' '}
          {one.isLate && <Badge tone="warn">{t('wasLate')}</Badge>}
        </>
      ),
    }),
  );
  // A plan that takes the transfer along to other units is no step on its way.
  const last = steps.findLast((one) => one.step !== 'carry')?.step;
  const at = WAY.indexOf(last as (typeof WAY)[number]);
  const ahead =
    transfer.closedOn !== null || at < 0
      ? []
      : WAY.slice(at + 1).map(
          (step, index): Step => ({
            key: step,
            label: t(`step_${step}`),
            state: index === 0 ? 'now' : 'later',
          }),
        );
  return <Stepper label={t('steps')} steps={[...taken, ...ahead]} />;
}
