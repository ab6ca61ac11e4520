import type { Id } from '#kernel/ids.ts';
import type { Foreseen, PlanInput } from './foresee.ts';

/** What one unit receives by a plan: the matter of its set of papers. */
export type Received = {
  receiverId: Id;
  receiver: string;
  /** Units that end and that this one carries on, alone or with others. */
  ended: { unitId: Id; name: string; code: string | null; isShared: boolean }[];
  /** Units that are founded under it. */
  founded: { unitId: Id; name: string }[];
  /** Units that come under it, with where they stood. */
  units: { name: string; code: string | null; from: string }[];
  /** Branches of which members come, with those who do; null for all of them. */
  members: { branchId: Id; from: string; personIds: Id[] | null }[];
};

/** What every unit receives, those with most first. */
export function receivedBy(
  input: PlanInput,
  { changes, after }: Pick<Foreseen, 'changes' | 'after'>,
): Received[] {
  const before = new Map(input.units.map((unit) => [unit.id, unit]));
  const names = new Map([...input.units, ...after].map((unit) => [unit.id, unit.name]));
  const found = new Map<Id, Received>();
  const of = (receiverId: Id): Received => {
    const known = found.get(receiverId);
    if (known) return known;
    const made: Received = {
      receiverId,
      receiver: names.get(receiverId) ?? '',
      ended: [],
      founded: [],
      units: [],
      members: [],
    };
    found.set(receiverId, made);
    return made;
  };
  for (const { unitId, successorIds } of changes.ended)
    for (const id of successorIds) {
      const unit = before.get(unitId);
      if (unit)
        of(id).ended.push({
          unitId,
          name: unit.name,
          code: unit.code,
          isShared: successorIds.length > 1,
        });
    }
  for (const { unitId, before: from, after: into } of changes.moved) {
    const unit = before.get(unitId);
    if (unit) of(into).units.push({ name: unit.name, code: unit.code, from: names.get(from) ?? '' });
  }
  for (const { unitId, intoId } of changes.joined)
    of(intoId).members.push({ branchId: unitId, from: names.get(unitId) ?? '', personIds: null });
  for (const { personId, unitId, intoId } of changes.people) {
    const { members } = of(intoId);
    const known = members.find((each) => each.branchId === unitId);
    if (known?.personIds) known.personIds.push(personId);
    else members.push({ branchId: unitId, from: names.get(unitId) ?? '', personIds: [personId] });
  }
  for (const unit of changes.founded)
    if (unit.parentId !== null) found.get(unit.parentId)?.founded.push({ unitId: unit.id, name: unit.name });
  const size = (each: Received) => each.ended.length + each.units.length + each.members.length;
  return [...found.values()].sort((a, b) => size(b) - size(a));
}

/** Papers of a set that carry a number of the committee's register: the decision, and the notice with those to members. */
export const NUMBERED = ['decision', 'notice'] as const;
export type Numbered = (typeof NUMBERED)[number];

/** What a number of the register was taken for. */
export const paperKeyOf = (planId: Id, receiverId: Id, kind: Numbered): string =>
  `plan ${planId} ${receiverId} ${kind}`;
