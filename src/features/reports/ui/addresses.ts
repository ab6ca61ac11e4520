import type { Clock, MeasureKey } from '../contract.ts';
import { MEASURE_KEYS } from '../domain/measures.ts';

export const VIEWS = ['children', 'branches', 'spread', 'trend', 'map', 'moves'] as const;
export type View = (typeof VIEWS)[number];

/** Everything that the address of a committee's figures says. */
export type Place = {
  unitId: string;
  period: string;
  view: View | null;
  clock: Clock;
  sector: string | null;
  measure: MeasureKey | null;
};

const oneOf = <T extends string>(all: readonly T[], value: string | undefined): T | null =>
  all.find((one) => one === value) ?? null;

export function readPlace(unitId: string, period: string, query: Record<string, string | undefined>): Place {
  return {
    unitId,
    period,
    view: oneOf(VIEWS, query.view) ?? (query.show ? 'branches' : null),
    clock: query.clock === 'today' ? 'today' : 'then',
    sector: query.sector ?? null,
    measure: oneOf(MEASURE_KEYS, query.measure),
  };
}

/** The address of a place, with what is different. A measure belongs to the view that it was chosen in. */
export function addressOf(place: Place, different: Partial<Place> = {}): string {
  const { unitId, period, view, clock, sector, measure } = { ...place, ...different };
  const query = new URLSearchParams();
  if (view) query.set('view', view);
  if (clock === 'today') query.set('clock', clock);
  if (sector) query.set('sector', sector);
  if (measure) query.set('measure', measure);
  const text = query.toString();
  return `/units/${unitId}/months/${period}${text ? `?${text}` : ''}`;
}
