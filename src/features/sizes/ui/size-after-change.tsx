import { useQuery } from '@tanstack/react-query';
import type { UnitKind } from '#features/units/contract.ts';
import { Notice, RuleLine } from '#ui-kit/feedback.tsx';
import type { PanelProps } from '#ui-kit/page.ts';
import { useSay } from '#ui-kit/text.ts';
import { sizeAsQuery } from './queries.ts';
import { useWarningWords } from './warning-words.ts';

/** What the members that a unit has say about the level that it is about to get. Forbids nothing. */
export function SizeAfterChange({ id, kind, day }: PanelProps) {
  const say = useSay();
  const words = useWarningWords();
  const { data } = useQuery({ ...sizeAsQuery(id, day, kind as UnitKind), retry: false });
  return data?.warnings
    .filter(({ consent }) => consent === null)
    .map((warning) => (
      <Notice key={warning.key} tone="warn" title={words.title(warning)}>
        <p>{words.counted(warning)}</p>
        <p className="k-small">{say(warning.rule.says)}.</p>
        <RuleLine rule={warning.rule.source} />
      </Notice>
    ));
}
