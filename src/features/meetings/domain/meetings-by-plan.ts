import type { MeetingKind } from '#features/rulebooks/contract.ts';
import type { CivilDate, YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';

/** A meeting that is planned and has not begun, in a branch that a plan ends. */
export type PlannedMeeting = {
  id: Id;
  branchId: Id;
  month: YearMonth;
  kind: MeetingKind;
  plannedOn: CivilDate;
};

/** Why a planned meeting is called off: the branch that carries on meets itself, there are several, or its day has passed. */
export type CalledOff = 'successor-meets' | 'shared-out' | 'day-passed';

export type MeetingByPlan = PlannedMeeting & { intoId: Id | null; calledOff: CalledOff | null };

/** What a branch holds once a month; a combined meeting is both. Other kinds are held as often as they are needed. */
const slotsOf = (kind: MeetingKind): string[] =>
  kind === 'combined' ? ['regular', 'thematic'] : kind === 'regular' || kind === 'thematic' ? [kind] : [];

/**
 * What becomes of planned meetings when their branches end: each goes to the branch that takes the members over, the
 * nearest first, unless that one has a meeting of the sort in the month by then. A meeting of a branch that is shared out
 * has no one branch to go to; one whose day was before the end was not held.
 */
export function meetingsByPlan(
  planned: readonly PlannedMeeting[],
  plan: { on: CivilDate; joined: readonly { unitId: Id; intoId: Id }[] },
  standing: readonly { branchId: Id; month: YearMonth; kind: MeetingKind }[],
): MeetingByPlan[] {
  const successors = new Map(plan.joined.map(({ unitId, intoId }) => [unitId, intoId]));
  const taken = new Set(
    standing.flatMap(({ branchId, month, kind }) =>
      slotsOf(kind).map((slot) => `${branchId} ${month} ${slot}`),
    ),
  );
  return planned
    .toSorted((a, b) =>
      a.plannedOn < b.plannedOn ? -1 : a.plannedOn > b.plannedOn ? 1 : a.id < b.id ? -1 : 1,
    )
    .map((meeting) => {
      const intoId = successors.get(meeting.branchId);
      if (meeting.plannedOn < plan.on) return { ...meeting, intoId: null, calledOff: 'day-passed' };
      if (intoId === undefined) return { ...meeting, intoId: null, calledOff: 'shared-out' };
      const wanted = slotsOf(meeting.kind).map((slot) => `${intoId} ${meeting.month} ${slot}`);
      if (wanted.some((slot) => taken.has(slot)))
        return { ...meeting, intoId: null, calledOff: 'successor-meets' };
      for (const slot of wanted) taken.add(slot);
      return { ...meeting, intoId, calledOff: null };
    });
}
