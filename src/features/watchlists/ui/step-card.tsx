import type { ReactNode } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { Badge } from '#ui-kit/feedback.tsx';
import { Row, Stack } from '#ui-kit/page-frame.tsx';
import { KeyValue } from '#ui-kit/show.tsx';
import type { WatchStep } from '../contract.ts';
import { useWatchlistsText } from './text.ts';

const KEYS = { open: 'stepOpen', done: 'stepDone', dropped: 'stepDropped' } as const;
const TONES = { open: 'info', done: 'success', dropped: 'neutral' } as const;

/** One step of a plan, with what may be done about it. */
export function StepCard({
  step,
  showsOwner,
  children,
}: {
  step: WatchStep;
  showsOwner: boolean;
  children?: ReactNode;
}) {
  const t = useWatchlistsText();
  return (
    <li>
      <Stack gap="small">
        <div className="w-step-head">
          <strong>{step.text}</strong>
          <Badge tone={step.isOverdue ? 'danger' : TONES[step.state]}>
            {t(step.isOverdue ? 'overdue' : KEYS[step.state])}
          </Badge>
        </div>
        <KeyValue
          facts={[
            { label: t('stepOutput'), value: step.output },
            { label: t('stepDue'), value: formatCivilDate(step.dueOn) },
            ...(showsOwner ? [{ label: t('stepOwner'), value: step.ownerName ?? t('ownStep') }] : []),
          ]}
        />
        {step.urgings > 0 && (
          <p className="k-small">
            {t('urgedTimes', { count: step.urgings, date: formatCivilDate(step.lastUrgedOn ?? '') })}
          </p>
        )}
        {step.settledOn && (
          <p className="w-text">
            {t('settledBy', {
              name: step.settledByName ?? '',
              date: formatCivilDate(step.settledOn),
              words: step.words ?? '',
            })}
          </p>
        )}
        {children && <Row gap="small">{children}</Row>}
      </Stack>
    </li>
  );
}
