import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { civilDateAt, formatCivilDate } from '#kernel/civil-date.ts';
import { TextLink } from '#ui-kit/actions.tsx';
import { ErrorState, LoadingState } from '#ui-kit/feedback.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { Panels } from '#ui-kit/panels.tsx';
import { useWrite } from '#ui-kit/query.ts';
import type { receiveDirective } from '../contract.ts';
import { FileList } from './file-list.tsx';
import { LaterPapersNotice } from './later-papers.tsx';
import { PaperActions, PaperFacts } from './paper-facts.tsx';
import { receivedQuery } from './queries.ts';
import { useDirectivesText } from './text.ts';

/** One paper as the unit has it. Opened by a leader, it counts as opened by the unit. */
export function ReceivedPage() {
  const t = useDirectivesText();
  const { unitId, directiveId } = usePageParams<'unitId' | 'directiveId'>();
  const paper = useQuery(receivedQuery(unitId, directiveId));
  const receive = useWrite<typeof receiveDirective>('POST /api/units/:unitId/inbox/:directiveId/receipt', {
    invalidates: [['directives', 'inbox', unitId]],
  });
  const isFirstOpening = paper.data?.abilities.receive === true && paper.data.directive.receivedAt === null;
  const told = useRef<string | null>(null);
  const { mutate } = receive;
  useEffect(() => {
    if (!isFirstOpening || told.current === directiveId) return;
    told.current = directiveId;
    mutate({ params: { unitId, directiveId } });
  }, [isFirstOpening, unitId, directiveId, mutate]);

  const isBranch = paper.data?.unit.kind.endsWith('branch') === true;
  const back = { to: `/units/${unitId}/inbox`, label: t('inbox') };
  if (paper.isPending)
    return (
      <Page title={t('paper')} back={back}>
        <LoadingState />
      </Page>
    );
  if (paper.isError)
    return (
      <Page title={t('paper')} back={back}>
        <ErrorState error={paper.error} onRetry={() => void paper.refetch()} />
      </Page>
    );
  const { directive } = paper.data;
  return (
    <Page
      title={directive.title}
      lead={directive.symbol}
      back={back}
      action={<PaperActions unitId={unitId} directiveId={directiveId} />}
    >
      <Stack>
        <LaterPapersNotice later={directive.laterPapers} />
        <Section>
          <PaperFacts
            directive={directive}
            more={[
              {
                label: t('opened'),
                value: directive.receivedAt
                  ? t('openedBy', {
                      name: directive.receivedByName ?? '',
                      date: formatCivilDate(civilDateAt(Date.parse(directive.receivedAt))),
                    })
                  : t('notOpened'),
              },
              ...(isBranch || directive.takenUp
                ? [
                    {
                      label: t('takenUpColumn'),
                      value: directive.takenUp ? (
                        <TextLink to={`/meetings/${directive.takenUp.meetingId}`}>
                          {t('meetingOf', { date: formatCivilDate(directive.takenUp.on) })}
                        </TextLink>
                      ) : (
                        t('notTakenUp')
                      ),
                    },
                  ]
                : []),
              ...(directive.files.length === 0 ? [{ label: t('files'), value: t('noFile') }] : []),
            ]}
          />
          {isBranch && directive.takenUp === null && (
            <p>
              {t('onAgenda')} <TextLink to={`/branches/${unitId}/meetings`}>{t('seeMeetings')}</TextLink>
            </p>
          )}
        </Section>
        {directive.files.length > 0 && (
          <Section title={t('files')}>
            <FileList
              unitId={unitId}
              directiveId={directiveId}
              files={directive.files}
              readAt={directive.receivedAt}
            />
          </Section>
        )}
        <Panels
          on="received-paper"
          id={directiveId}
          kind={directive.kind}
          day={directive.sentOn}
          name={`${directive.symbol}: ${directive.title}`}
        />
      </Stack>
    </Page>
  );
}
