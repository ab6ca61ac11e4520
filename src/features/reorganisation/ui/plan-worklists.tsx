import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { newId } from '#kernel/ids.ts';
import type { Answer } from '#kernel/route.ts';
import { LinkButton } from '#ui-kit/actions.tsx';
import { RefusalNotice } from '#ui-kit/feedback.tsx';
import { FileDrop } from '#ui-kit/fields.tsx';
import { Fold } from '#ui-kit/fold.tsx';
import { IconDownload } from '#ui-kit/icons.tsx';
import { Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { takeWorklist } from '../contract.ts';
import { PLANS, type PlanView, sendWorklist } from './queries.ts';
import { TableFaults } from './table-faults.tsx';
import { usePlansText } from './text.ts';
import { keptCount } from './use-kept-choices.ts';

/** Lists that are shown one by one; the rest is settled by the table. */
export const MOST_LISTS = 30;

/** Units that are shared out, those with something open first, and the whole worklist as a table to fill in. */
export function Worklists({ unitId, view }: { unitId: string; view: PlanView }) {
  const t = usePlansText();
  const queries = useQueryClient();
  const requestKey = useRef(newId());
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [faults, setFaults] = useState<Answer<typeof takeWorklist>['faults']>([]);
  const { worklists, plan, abilities } = view;
  const open = worklists.filter((each) => each.open > 0);
  const sorted = [...open, ...worklists.filter((each) => each.open === 0)];
  const shown = sorted.slice(0, MOST_LISTS);
  const more = sorted.slice(MOST_LISTS);
  const openOf = (lists: typeof worklists) => lists.reduce((sum, each) => sum + each.open, 0);
  const take = async (file: File) => {
    setIsBusy(true);
    setError(null);
    try {
      const answer = await sendWorklist(unitId, plan.id, file, requestKey.current);
      setFaults(answer.faults);
      if (answer.faults.length === 0) showToast({ text: t('worklistTaken', answer) });
      await queries.invalidateQueries({ queryKey: [...PLANS] });
    } catch (reason) {
      setError(reason);
    } finally {
      requestKey.current = newId();
      setIsBusy(false);
    }
  };
  return (
    <Section plain level={3} title={t('worklists')}>
      <Stack>
        {worklists.length > 1 && (
          <p role="status">
            {open.length === 0
              ? t('worklistAll', { count: worklists.length })
              : t('worklistOpen', { count: open.length, open: openOf(open) })}
          </p>
        )}
        {shown.map((each) => (
          <Row key={each.splitId} align="spread">
            <WorklistLine planId={plan.id} list={each} />
            {abilities.assign && (
              <LinkButton
                kind={each.open > 0 ? 'main' : 'plain'}
                to={`/units/${unitId}/plans/${plan.id}/splits/${each.splitId}`}
              >
                {t('assignIt')}
              </LinkButton>
            )}
          </Row>
        ))}
        {more.length > 0 && (
          <p className="k-soft">{t('worklistMore', { count: more.length, open: openOf(more) })}</p>
        )}
        {abilities.assign && (
          <div className="k-no-print">
            <Fold label={t('byFile')} startsOpen={more.length > 0}>
              <Row>
                <LinkButton
                  icon={<IconDownload />}
                  to={`/api/units/${unitId}/plans/${plan.id}/worklist`}
                  download
                >
                  {t('worklistGet')}
                </LinkButton>
              </Row>
              <FileDrop
                label={t('worklistPut')}
                hint={t('worklistPutHint')}
                accept=".xlsx,.xls,.csv,.tsv,.txt"
                busy={isBusy}
                onFiles={([file]) => file && void take(file)}
              />
              {error !== null && <RefusalNotice refusal={error} />}
              <TableFaults faults={faults} />
            </Fold>
          </div>
        )}
      </Stack>
    </Section>
  );
}

/** How much of a unit is settled, and what was chosen on this device and not recorded. */
export function WorklistLine({ planId, list }: { planId: string; list: PlanView['worklists'][number] }) {
  const t = usePlansText();
  const kept = keptCount(planId, list.splitId);
  return (
    <span>
      {t('worklistLine', list)}
      {kept > 0 && <strong className="plan-kept">{t('keptHere', { count: kept })}</strong>}
    </span>
  );
}
