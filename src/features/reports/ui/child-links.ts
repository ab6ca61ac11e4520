import type { DashboardChild, MeasureKey } from '../contract.ts';
import { addressOf, type Place } from './addresses.ts';

type Child = Pick<DashboardChild, 'id' | 'isBranch'> &
  Partial<Pick<DashboardChild, 'regularId' | 'thematicId'>>;

/** One level down: the same period of the unit below, or the meetings of a branch. Nothing below ended branches. */
export function childAddress(place: Place, child: Child): string | undefined {
  if (child.id === null) return undefined;
  if (child.isBranch) return `/branches/${child.id}/meetings`;
  return addressOf(place, { unitId: child.id, view: null, measure: null });
}

/** Where a figure opens to: below, ordered by the same measure; of a branch, to the meeting or the tasks it came from. */
export function figureAddress(place: Place, child: Child, measure: MeasureKey): string | undefined {
  if (child.id === null) return undefined;
  if (!child.isBranch) return addressOf(place, { unitId: child.id, view: 'children', measure });
  if (measure === 'tasksInTime' || measure === 'tasksOverdue') return `/branches/${child.id}/tasks?show=all`;
  if (measure === 'members') return `/branches/${child.id}/members`;
  const meetingId = measure === 'thematic' ? child.thematicId : child.regularId;
  return meetingId ? `/meetings/${meetingId}` : `/branches/${child.id}/meetings`;
}
