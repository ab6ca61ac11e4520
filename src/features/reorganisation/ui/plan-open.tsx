import { useHeightVariable } from '#ui-kit/height-variable.ts';
import { IconCross, IconPeople, IconWarn } from '#ui-kit/icons.tsx';
import { mayAssign } from '../domain/plan.ts';
import { type Obstacle, obstaclesOf } from '../domain/plan-obstacles.ts';
import type { PlanView } from './queries.ts';
import { usePlansText } from './text.ts';

/** Where each sort of obstacle is settled on the page; of steps the first that is wrong. */
export const OBSTACLE_PLACES = {
  differences: 'plan-differences',
  wrong: 'plan-steps',
  undecided: 'plan-worklists',
} as const satisfies Record<Obstacle['what'], string>;

const ICONS = { differences: IconWarn, wrong: IconCross, undecided: IconPeople };
const TONES = { differences: 'warn', wrong: 'danger', undecided: 'warn' };

/** Puts the place on the screen and the keyboard there. */
function goTo(what: Obstacle['what']): void {
  const place = document.getElementById(OBSTACLE_PLACES[what]);
  const goal = place?.querySelector<HTMLElement>('[data-wrong]') ?? place;
  goal?.focus({ preventScroll: true });
  goal?.scrollIntoView({ block: 'start' });
}

/** What is still open about a plan stays in sight while one reads; each leads to where it is settled. */
export function PlanOpen({ view }: { view: PlanView }) {
  const t = usePlansText();
  const bar = useHeightVariable('--k-line-below');
  const obstacles = obstaclesOf(view);
  if (!mayAssign(view.plan.state) || view.steps.length === 0 || obstacles.length === 0) return null;
  return (
    <nav ref={bar} className="plan-open k-no-print" aria-label={t('stillOpen')}>
      {obstacles.map(({ what, count }) => {
        const Picture = ICONS[what];
        return (
          <button
            key={what}
            type="button"
            className="plan-open-one"
            data-tone={TONES[what]}
            onClick={() => goTo(what)}
          >
            <Picture size={1} />
            {t(`open_${what}`, { count })}
          </button>
        );
      })}
    </nav>
  );
}
