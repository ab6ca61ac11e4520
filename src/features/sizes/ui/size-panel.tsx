import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { Button, LinkButton } from '#ui-kit/actions.tsx';
import { Badge, ErrorState, LoadingState, Notice, RuleLine } from '#ui-kit/feedback.tsx';
import type { PanelProps } from '#ui-kit/page.ts';
import { Grid, Row, Section, Stack } from '#ui-kit/page-frame.tsx';
import { StatTile } from '#ui-kit/show.tsx';
import { useSay } from '#ui-kit/text.ts';
import type { SizeWarningKey } from '../contract.ts';
import { EndDialog, GiveDialog } from './consent-dialogs.tsx';
import { type Size, sizeQuery } from './queries.ts';
import { useSizesText } from './text.ts';
import { useWarningWords } from './warning-words.ts';

function Warning({
  warning,
  mayConsent,
  onGive,
  onEnd,
}: {
  warning: Size['warnings'][number];
  mayConsent: boolean;
  onGive: () => void;
  onEnd: (consentId: string) => void;
}) {
  const t = useSizesText();
  const say = useSay();
  const words = useWarningWords();
  const { consent, rule } = warning;
  return (
    <Notice
      tone={consent ? 'info' : 'warn'}
      title={words.title(warning)}
      action={
        mayConsent && (
          <div className="k-no-print">
            {consent ? (
              <Button onClick={() => onEnd(consent.id)}>{t('end')}</Button>
            ) : (
              <Button onClick={onGive}>{t('give')}</Button>
            )}
          </div>
        )
      }
    >
      <Stack gap="small">
        <p>{words.counted(warning)}</p>
        {consent && (
          <p>
            <Badge tone="success">{t('consented')}</Badge> {words.paper(consent)}, {words.days(consent)}
          </p>
        )}
        <p className="k-small">{say(rule.says)}.</p>
        <RuleLine rule={rule.source} />
        {rule.note && <p className="k-small">{say(rule.note)}</p>}
      </Stack>
    </Notice>
  );
}

type Asked = { what: 'give'; warning: SizeWarningKey } | { what: 'end'; consentId: string };

/** How many members the unit has on the day that the page shows, and what that says about its level. */
export function SizePanel({ id, day }: PanelProps) {
  const t = useSizesText();
  const words = useWarningWords();
  const size = useQuery(sizeQuery(id, day));
  const [asked, setAsked] = useState<Asked | null>(null);
  const data = size.data;
  return (
    <Section title={t('size')} lead={t('sizeLead', { day: formatCivilDate(day) })}>
      {size.isPending && <LoadingState lines={3} />}
      {size.isError && <ErrorState error={size.error} onRetry={() => void size.refetch()} />}
      {data && (
        <>
          <Grid cell={7}>
            <StatTile label={t('members')} value={data.members} />
            <StatTile label={t('official')} value={data.official} tone="neutral" />
            <StatTile label={t('provisional')} value={data.provisional} tone="neutral" />
            <StatTile label={t('leaders')} value={data.leaders} tone="neutral" />
          </Grid>
          {data.warnings.map((warning) => (
            <Warning
              key={warning.key}
              warning={warning}
              mayConsent={data.abilities.consent}
              onGive={() => setAsked({ what: 'give', warning: warning.key })}
              onEnd={(consentId) => setAsked({ what: 'end', consentId })}
            />
          ))}
          {data.warnings.length === 0 && <p>{t(data.members === 0 ? 'noMembers' : 'fits')}</p>}
          {data.openBelow !== null && (
            <Row align="spread">
              <span>{data.openBelow === 0 ? t('noneBelow') : t('openBelow', { count: data.openBelow })}</span>
              <LinkButton to={`/units/${id}/size-warnings`}>{t('seeList')}</LinkButton>
            </Row>
          )}
          {data.consents.length > 0 && (
            <details>
              <summary>{t('earlier', { count: data.consents.length })}</summary>
              <ul className="k-plain-list">
                {data.consents.map((consent) => (
                  <li key={consent.id}>
                    {t(`w.${consent.warning}`)}: {words.paper(consent)}, {words.days(consent)}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
      {asked?.what === 'give' && (
        <GiveDialog unitId={id} warning={asked.warning} onClose={() => setAsked(null)} />
      )}
      {asked?.what === 'end' && (
        <EndDialog unitId={id} consentId={asked.consentId} onClose={() => setAsked(null)} />
      )}
    </Section>
  );
}
