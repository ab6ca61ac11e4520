import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { ErrorState, LoadingState, Notice, RuleLine } from '#ui-kit/feedback.tsx';
import { FoldIf } from '#ui-kit/fold.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import type { PanelProps } from '#ui-kit/page.ts';
import { Grid, Section, Stack } from '#ui-kit/page-frame.tsx';
import { StatTile } from '#ui-kit/show.tsx';
import { useSay } from '#ui-kit/text.ts';
import { formatNumber } from '#ui-kit/typed-values.ts';
import { AreaDialog } from './area-dialog.tsx';
import { type Standard, standardQuery } from './queries.ts';
import { useSizesText } from './text.ts';

/** Rounded down, so that 99,96 % does not look like enough. */
export const percentDown = (value: number): string => formatNumber(Math.floor(value * 10) / 10);

const TONES = {
  meets: 'success',
  below: 'warn',
  'to-merge': 'warn',
  unknown: 'info',
  'no-standard': 'info',
} as const;

function Figures({ data }: { data: Standard }) {
  const t = useSizesText();
  const { figures, standard, percent } = data;
  const tone = (of: number | null) => (of === null ? 'neutral' : of >= 100 ? 'success' : 'warn');
  const note = (of: number | null, least: string | null) =>
    of === null || least === null ? undefined : t('ofStandard', { percent: percentDown(of), least });
  return (
    <Grid cell={13}>
      <StatTile
        label={t('population')}
        value={
          figures?.population == null
            ? t('notKnown')
            : t('peopleOf', { value: formatNumber(figures.population) })
        }
        note={note(percent.people, standard && t('peopleOf', { value: formatNumber(standard.people) }))}
        tone={tone(percent.people)}
      />
      <StatTile
        label={t('landArea')}
        value={figures?.km2 == null ? t('notKnown') : `${formatNumber(figures.km2)} km²`}
        note={note(percent.km2, standard && `${formatNumber(standard.km2)} km²`)}
        tone={tone(percent.km2)}
      />
    </Grid>
  );
}

/** The place of a ward, commune or township on the day that the page shows, against the standard of its kind. */
export function StandardPanel({ id, day }: PanelProps) {
  const t = useSizesText();
  const say = useSay();
  const isNarrow = useIsNarrow();
  const standard = useQuery(standardQuery(id, day));
  const [isRecording, setRecording] = useState(false);
  const { data } = standard;
  // Nothing is asked of the place of other units.
  if (standard.isPending || data?.kind === null) return null;
  return (
    <Section
      title={t('place')}
      lead={
        data?.figures
          ? data.figures.source
            ? t('placeLead', { day: formatCivilDate(data.figures.from), source: data.figures.source })
            : t('placeLeadNoSource', { day: formatCivilDate(data.figures.from) })
          : undefined
      }
      action={
        data?.abilities.record && (
          <div className="k-no-print">
            <Button onClick={() => setRecording(true)}>{t('recordArea')}</Button>
          </div>
        )
      }
    >
      {standard.isError && <ErrorState error={standard.error} onRetry={() => void standard.refetch()} />}
      {standard.isLoading && <LoadingState lines={3} />}
      {data && (
        <>
          <Figures data={data} />
          <Notice tone={TONES[data.verdict]} title={t(`v.${data.verdict}`)}>
            <Stack gap="small">
              {data.figures && data.figures.terrain !== 'ordinary' && (
                <p>{t(`terrain.${data.figures.terrain}`)}</p>
              )}
              {data.rules.length > 0 && (
                <FoldIf when={isNarrow} label={t('seeRules')}>
                  <Stack gap="small">
                    {data.rules.map((rule) => (
                      <div key={rule.says.vi}>
                        <p className="k-small">{say(rule.says)}.</p>
                        <RuleLine rule={rule.source} />
                        {rule.note && <p className="k-small">{say(rule.note)}</p>}
                      </div>
                    ))}
                  </Stack>
                </FoldIf>
              )}
            </Stack>
          </Notice>
        </>
      )}
      {isRecording && data && (
        <AreaDialog unitId={id} day={day} figures={data.figures} onClose={() => setRecording(false)} />
      )}
    </Section>
  );
}
