import type { BallotMethod } from '#features/rulebooks/contract.ts';
import { secretOf, useBallotsText } from '../text.ts';

/** What the way of voting promises, in one sentence; what it does not promise is one tap away. */
export function MethodPromise({ method }: { method: BallotMethod }) {
  const t = useBallotsText();
  const way = secretOf(method);
  return (
    <div className="ballot-promise">
      <p>{t(`promise_${way}`)}</p>
      <details className="ballot-fold">
        <summary>{t('promiseMore')}</summary>
        <p>{t(`promiseNot_${way}`)}</p>
      </details>
    </div>
  );
}
