import type { DashboardChild, Figures, MeasureKey, Spread } from '../contract.ts';
import { type Standing, standingOf } from '../domain/chance.ts';
import { MEASURE_KEYS, MEASURES, measureOf } from '../domain/measures.ts';
import { spreadOf } from '../domain/spread.ts';

export type Spreads = Partial<Record<MeasureKey, Spread>>;

/** The spread of each measure within the units of one kind; kinds with few units have none. */
export function spreadsByKind(
  children: readonly Pick<DashboardChild, 'id' | 'kind' | 'figures'>[],
): Map<string, Spreads> {
  const groups = new Map<string, Figures[]>();
  for (const { id, kind, figures } of children) {
    if (id === null || kind === null) continue;
    groups.set(kind, [...(groups.get(kind) ?? []), figures]);
  }
  return new Map(
    [...groups].map(([kind, all]) => [
      kind,
      Object.fromEntries(
        MEASURE_KEYS.flatMap((key) => {
          const spread = spreadOf(all.map((figures) => measureOf(figures, MEASURES[key]).value));
          return spread ? [[key, spread]] : [];
        }),
      ),
    ]),
  );
}

/** How a unit stands within its group; undefined where there is no group to stand in. */
export function standingIn(
  spreads: Spreads | null | undefined,
  key: MeasureKey,
  figures: Figures,
): Standing | undefined {
  const spread = spreads?.[key];
  return spread && standingOf(MEASURES[key], measureOf(figures, MEASURES[key]), spread.median);
}
