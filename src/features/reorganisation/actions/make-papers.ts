import { strToU8, zipSync } from 'fflate';
import { numbersTaken, takePaperNumbers } from '#features/directives/public.ts';
import { holdersInUnits } from '#features/mandates/public.ts';
import { recordsOf } from '#features/members/public.ts';
import { isBranchKind } from '#features/units/contract.ts';
import { areasOf, loadUnit, unitsByIds } from '#features/units/public.ts';
import type { Place } from '#kernel/actor.ts';
import { addDays, type CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { renderDocx } from '#platform/documents/render-docx.ts';
import { renderPdf } from '#platform/documents/render-pdf.ts';
import type { PlanRow } from '../db/plans.sql.ts';
import {
  appointmentsDocument,
  decisionDocument,
  memberNoticesDocument,
  minutesDocument,
  noticeDocument,
  type PlanPaper,
} from '../documents/plan-documents.ts';
import type { Foreseen, PlanInput } from '../domain/foresee.ts';
import { placeFlows, placesAfter } from '../domain/places-after.ts';
import { NUMBERED, paperKeyOf, receivedBy } from '../domain/plan-papers.ts';
import { lookAhead } from './look-ahead.ts';

/** The places that a unit gets, each with its figures as far as they are known, and what it measures from the day on. */
async function placesFor(
  tx: Tx,
  plan: PlanRow,
  { input, foreseen }: { input: PlanInput; foreseen: Foreseen },
  intoId: Id,
): Promise<PlanPaper['places']> {
  const flows = placeFlows(input.units, input.steps);
  const incoming = flows.filter((flow) => flow.intoId === intoId);
  const figures = await areasOf(tx, [...new Set(flows.map(({ unitId }) => unitId))], addDays(plan.on, -1));
  const known = new Map(
    figures.map(({ unitId, population, km2, terrain }) => [unitId, { people: population, km2, terrain }]),
  );
  const names = new Map(input.units.map((unit) => [unit.id, unit.name]));
  const after = placesAfter(foreseen.after, flows, known, plan.toldPlaces).find(
    ({ unit }) => unit.id === intoId,
  )?.place;
  const lines = incoming.flatMap(({ unitId, share }) => {
    const of = known.get(unitId);
    return of && (of.km2 !== null || of.people !== null)
      ? [{ name: names.get(unitId) ?? '', km2: of.km2, people: of.people, share }]
      : [];
  });
  return {
    lines,
    after:
      after && (after.km2 !== null || after.people !== null)
        ? { km2: after.km2, people: after.people }
        : null,
  };
}

/**
 * What goes into the papers of one unit that receives, with the people named in them. Errors: `platform.not-found`,
 * `reorganisation.no-papers` before there is a decision.
 */
export async function loadPapers(
  tx: Tx,
  place: Place,
  plan: PlanRow,
  intoId: Id,
): Promise<{ paper: PlanPaper; personIds: Id[] }> {
  if (plan.decision === null || plan.decidedOn === null)
    throw new DomainError({ code: 'reorganisation.no-papers' });
  const { input, foreseen } = await lookAhead(tx, place, plan);
  const received = receivedBy(input, foreseen).find((each) => each.receiverId === intoId);
  if (!received) throw new DomainError({ code: 'platform.not-found' });
  const day = plan.state === 'applied' ? addDays(plan.on, -1) : plan.on;
  const members: PlanPaper['members'][number][] = [];
  const personIds: Id[] = [];
  for (const group of received.members) {
    const chosen = group.personIds && new Set(group.personIds);
    const people = (await recordsOf(tx, group.branchId, day)).filter(
      (person) => !chosen || chosen.has(person.personId),
    );
    members.push(people);
    personIds.push(...people.map((person) => person.personId));
  }
  const unit = await loadUnit(tx, plan.unitId, day);
  const [above] = place.above[0] ? await unitsByIds(tx, [place.above[0]], day) : [];
  const taken = await numbersTaken(
    tx,
    plan.unitId,
    NUMBERED.map((kind) => paperKeyOf(plan.id, intoId, kind)),
  );
  const numberOf = (kind: (typeof NUMBERED)[number]) =>
    taken.find((each) => each.paperKey === paperKeyOf(plan.id, intoId, kind))?.symbol ?? null;
  const places = [{ unitId: intoId, name: received.receiver }, ...received.founded];
  const held = await holdersInUnits(
    tx,
    places.map((each) => each.unitId),
    plan.on,
  );
  const ending = await holdersInUnits(
    tx,
    received.ended.map((each) => each.unitId),
    addDays(plan.on, -1),
  );
  return {
    paper: {
      title: plan.title,
      on: plan.on,
      decision: plan.decision,
      decidedOn: plan.decidedOn,
      issuedBy: plan.issuedBy,
      unit: unit.name,
      aboveName: above?.name ?? null,
      received,
      places: await placesFor(tx, plan, { input, foreseen }, intoId),
      members,
      numbers: { decision: numberOf('decision'), notice: numberOf('notice') },
      posts: {
        held: places.map(({ unitId, name }) => ({
          unit: name,
          isBranch: isBranchKind(foreseen.after.find((each) => each.id === unitId)?.kind ?? 'branch'),
          holders: held.filter((each) => each.unitId === unitId),
        })),
        ending: received.ended.map(({ unitId, name }) => ({
          unit: name,
          holders: ending.filter((each) => each.unitId === unitId),
        })),
      },
    },
    personIds: [...new Set([...personIds, ...[...held, ...ending].map((each) => each.personId)])],
  };
}

/** Gives every paper of a plan its number in the register of the committee; those that have one keep it. */
export async function numberPapers(
  tx: Tx,
  plan: Pick<PlanRow, 'id' | 'unitId'>,
  { input, foreseen }: { input: PlanInput; foreseen: Foreseen },
  day: CivilDate,
): Promise<void> {
  const receivers = receivedBy(input, foreseen).map((each) => each.receiverId);
  for (const kind of NUMBERED)
    await takePaperNumbers(
      tx,
      plan.unitId,
      kind,
      receivers.map((id) => paperKeyOf(plan.id, id, kind)),
      day,
    );
}

/** Decision, handover minutes, posts and notices, each for Word and as PDF, in one archive. */
export async function zipPapers(paper: PlanPaper): Promise<Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const [at, doc] of [
    decisionDocument(paper),
    minutesDocument(paper),
    appointmentsDocument(paper),
    noticeDocument(paper),
    ...memberNoticesDocument(paper),
  ].entries()) {
    const name = `${at + 1}. ${doc.fileName}`;
    files[`${name}.docx`] = await renderDocx(doc);
    files[`${name}.pdf`] = await renderPdf(doc);
  }
  files['Danh mục.txt'] = strToU8(`${Object.keys(files).join('\n')}\n`);
  // The same papers give the same archive, whatever the hour.
  return zipSync(files, { level: 6, mtime: `${paper.on}T00:00:00` });
}
