import { OpenList } from '#features/members/widgets.tsx';
import { useTasksText } from './text.ts';

/** Far above a branch: why the names of those who do its tasks are needed. */
export function AskNames({ branchId, onOpened }: { branchId: string; onOpened: () => void }) {
  const t = useTasksText();
  return (
    <OpenList
      branchId={branchId}
      words={{ title: t('askNames'), lead: t('askNamesLead'), action: t('showNames') }}
      onOpened={onOpened}
    />
  );
}
