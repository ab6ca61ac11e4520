import { TextLink } from '#ui-kit/actions.tsx';
import { IconChart } from '#ui-kit/icons.tsx';
import { useIsNarrow } from '#ui-kit/narrow.ts';
import { addressOf, type Place, type View } from './addresses.ts';
import { useReportsText } from './text.ts';

/** The ways to look at the same figures, as links, so that each can be sent and printed. */
export function ViewsNav({ place, view, views }: { place: Place; view: View; views: readonly View[] }) {
  const t = useReportsText();
  const isNarrow = useIsNarrow();
  const words: Record<View, string> = {
    children: t('viewChildren'),
    branches: t('viewBranches'),
    spread: t('viewSpread'),
    trend: t('viewTrend'),
    map: t('viewMap'),
    moves: t('viewMoves'),
  };
  const nav = (
    <nav className="r-views k-no-print" aria-label={t('views')}>
      {views.map((one) => (
        <TextLink
          key={one}
          className="r-view"
          to={addressOf(place, { view: one })}
          aria-current={one === view ? 'page' : undefined}
        >
          {words[one]}
        </TextLink>
      ))}
    </nav>
  );
  // On a phone the ways would take three lines before the first figure.
  return isNarrow ? (
    <details key={view} className="r-fold k-no-print">
      <summary>
        <IconChart />
        {t('viewNow', { view: words[view] })}
      </summary>
      {nav}
    </details>
  ) : (
    nav
  );
}
