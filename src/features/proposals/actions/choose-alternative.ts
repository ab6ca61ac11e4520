import { createPlan, holdPlan, type PlanStep, writeSteps } from '#features/reorganisation/public.ts';
import type { Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { insertChosen, type ProposalRow, selectGround } from '../db/proposals.sql.ts';

/**
 * A draft plan of reorganisation: in each group the others merge into the one whose name and seat go on. People go on from
 * there. Errors: `proposals.no-alternative`, `proposals.nothing-to-merge`, `proposals.outdated`.
 */
export async function chooseAlternative(
  writer: { tx: Tx; today: CivilDate; nowMs: number; by: Id | null },
  place: Place,
  proposal: ProposalRow,
  wanted: { alternative: number; title: string },
): Promise<{ planId: Id; steps: number }> {
  const { tx } = writer;
  const { found, on } = proposal;
  const chosen = found.alternatives[wanted.alternative];
  if (!chosen) throw new DomainError({ code: 'proposals.no-alternative', field: 'alternative' });
  const steps = chosen.groups.flatMap(({ members, seat }): PlanStep[] =>
    members
      .filter((at) => at !== seat)
      .map((at) => ({ kind: 'merge', unitId: found.units[at]!.id, intoId: found.units[seat]!.id })),
  );
  if (steps.length === 0) throw new DomainError({ code: 'proposals.nothing-to-merge', field: 'alternative' });
  const there = new Set(
    (await selectGround(tx, place.unitId, place.above.length, on)).map((unit) => unit.id),
  );
  const gone = found.units.filter((unit) => !there.has(unit.id)).length;
  if (gone > 0) throw new DomainError({ code: 'proposals.outdated', facts: { count: gone, on } });
  const planId = await createPlan(writer, {
    unitId: place.unitId,
    title: wanted.title,
    on,
    correctsId: null,
  });
  const plan = await holdPlan(tx, place.unitId, planId);
  await writeSteps(writer, place, plan, steps);
  await insertChosen(tx, { planId, proposalId: proposal.id, alternative: wanted.alternative });
  return { planId, steps: steps.length };
}
