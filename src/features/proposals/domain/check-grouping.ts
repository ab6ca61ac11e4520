import { isLargeEnough } from '#features/sizes/contract.ts';
import type { Asked } from './asked.ts';
import { mayStay } from './candidates.ts';
import { type Ground, placeOfGroup, touching } from './ground.ts';
import { seatOf } from './group-cost.ts';

export type Group = { members: readonly number[]; seat: number };

export type GroupingFault =
  | 'left-out'
  | 'twice'
  | 'apart'
  | 'too-many-parts'
  | 'too-small'
  | 'must-not-stay'
  | 'wrong-seat'
  | 'wrong-count';

/**
 * What is wrong with a grouping, judged from the ground up and not by how it was found: every unit is in exactly one group,
 * the units of a group touch, no group has too many parts, each is large enough or may stay, and there are as many as asked
 * for. Empty when all is right.
 */
export function checkGrouping(ground: Ground, asked: Asked, groups: readonly Group[]): GroupingFault[] {
  const faults = new Set<GroupingFault>();
  const count = ground.units.length;
  const seen = new Map<number, number>();
  for (const { members } of groups) for (const at of members) seen.set(at, (seen.get(at) ?? 0) + 1);
  for (let at = 0; at < count; at += 1) {
    const times = seen.get(at) ?? 0;
    if (times === 0) faults.add('left-out');
    if (times > 1) faults.add('twice');
  }
  const near = touching(count, ground.neighbours);
  for (const { members, seat } of groups) {
    const wanted = new Set(members);
    if (seatOf(ground.units, members) !== seat) faults.add('wrong-seat');
    const reached = new Set(members.slice(0, 1));
    for (const at of reached) for (const next of near[at] ?? []) if (wanted.has(next)) reached.add(next);
    if (reached.size < wanted.size) faults.add('apart');
    if (members.length > asked.mostParts) faults.add('too-many-parts');
    if (members.length === 1) {
      if (!mayStay(ground, asked, members[0]!)) faults.add('must-not-stay');
      continue;
    }
    if (members.some((at) => asked.stayIds.includes(ground.units[at]!.id))) faults.add('must-not-stay');
    if (!isLargeEnough(placeOfGroup(ground, members, seat), ground.rules)) faults.add('too-small');
  }
  const { target } = asked;
  if (target.kind === 'most' && groups.length > target.units) faults.add('wrong-count');
  if (target.kind === 'exact' && groups.length !== target.units) faults.add('wrong-count');
  return [...faults];
}
