import { SECTORS, sectorWords } from '#features/units/widgets.tsx';
import { type CivilDate, monthOf } from '#kernel/civil-date.ts';
import { LinkButton } from '#ui-kit/actions.tsx';
import { Segmented, SelectField } from '#ui-kit/fields.tsx';
import { IconBack, IconForward, IconSettings } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { useGo } from '#ui-kit/page.ts';
import { useLanguage } from '#ui-kit/text.ts';
import { type PeriodKind, periodOf, type ReportPeriod, stepPeriod } from '../domain/report-period.ts';
import { addressOf, type Place } from './addresses.ts';
import { periodName } from './measured.ts';
import { useReportsText } from './text.ts';

const ALL = 'all';

/** Which period, on which tree, of which sector. */
export function PeriodBar({
  place,
  period,
  today,
  about,
}: {
  place: Place;
  period: ReportPeriod;
  today: CivilDate;
  /** Of when the figures are: on a phone it waits with the choices, else it stands under the title. */
  about?: string | undefined;
}) {
  const t = useReportsText();
  const { language } = useLanguage();
  const go = useGo();
  const isNarrow = useIsNarrow();
  const thisMonth = monthOf(today);
  const now = periodOf(period.kind, thisMonth);
  const next = stepPeriod(period, 1);
  const at = (wanted: ReportPeriod) => addressOf(place, { period: wanted.name });
  const kinds: { value: PeriodKind; label: string }[] = [
    { value: 'month', label: t('kindMonth') },
    { value: 'quarter', label: t('kindQuarter') },
    { value: 'year', label: t('kindYear') },
  ];
  const sectorName =
    SECTORS.filter((sector) => sector === place.sector).map((sector) => sectorWords[sector][language])[0] ??
    t('sectorAll');
  const choices = (
    <div className="r-bar-choices">
      <SelectField
        label={t('clock')}
        value={place.clock}
        onChange={(clock) => go(addressOf(place, { clock }))}
        options={[
          { value: 'then', label: t('clockThen') },
          { value: 'today', label: t('clockToday') },
        ]}
      />
      <SelectField
        label={t('sector')}
        value={place.sector ?? ALL}
        onChange={(sector) => go(addressOf(place, { sector: sector === ALL ? null : sector }))}
        options={[
          { value: ALL, label: t('sectorAll') },
          ...SECTORS.map((sector) => ({ value: sector as string, label: sectorWords[sector][language] })),
        ]}
      />
    </div>
  );
  const kindChoice = (
    <Segmented
      label={t('periodKind')}
      labelHidden
      value={period.kind}
      onChange={(kind) => go(at(periodOf(kind, period.to < thisMonth ? period.to : thisMonth)))}
      options={kinds}
    />
  );
  return (
    <div className="r-bar k-no-print">
      {!isNarrow && kindChoice}
      <nav className="k-row" data-gap="small" aria-label={t('periodSteps')}>
        <LinkButton to={at(stepPeriod(period, -1))} icon={<IconBack />}>
          {periodName(stepPeriod(period, -1), language)}
        </LinkButton>
        {/* A month ahead can be looked at branch by branch: it may have been planned. */}
        {(period.kind === 'month' || next.from <= thisMonth) && (
          <LinkButton to={at(next)} icon={<IconForward />}>
            {periodName(next, language)}
          </LinkButton>
        )}
        {period.name !== now.name && (
          <LinkButton kind="plain" to={at(now)}>
            {t('thisPeriod')}
          </LinkButton>
        )}
      </nav>
      {isNarrow ? (
        <details className="r-fold">
          <summary>
            <IconSettings />
            {[
              kinds.find(({ value }) => value === period.kind)?.label,
              t(place.clock === 'then' ? 'clockThen' : 'clockToday'),
              ...(place.sector ? [sectorName] : []),
            ].join(' · ')}
          </summary>
          {about && <p className="k-soft k-small">{about}</p>}
          {kindChoice}
          {choices}
        </details>
      ) : (
        choices
      )}
    </div>
  );
}
