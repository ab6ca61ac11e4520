import { strToU8, zipSync } from 'fflate';
import { recordsOf } from '#features/members/public.ts';
import { loadUnit } from '#features/units/public.ts';
import type { Place } from '#kernel/actor.ts';
import { addDays } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { renderDocx } from '#platform/documents/render-docx.ts';
import { renderPdf } from '#platform/documents/render-pdf.ts';
import type { PlanRow } from '../db/plans.sql.ts';
import {
  decisionDocument,
  minutesDocument,
  noticeDocument,
  type PlanPaper,
} from '../documents/plan-documents.ts';
import { receivedBy } from '../domain/plan-papers.ts';
import { lookAhead } from './look-ahead.ts';

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
  return {
    paper: {
      title: plan.title,
      on: plan.on,
      decision: plan.decision,
      decidedOn: plan.decidedOn,
      issuedBy: plan.issuedBy,
      unit: unit.name,
      received,
      members,
    },
    personIds,
  };
}

/** Decision, handover minutes and notice, each for Word and as PDF, in one archive. */
export async function zipPapers(paper: PlanPaper): Promise<Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const [at, doc] of [
    decisionDocument(paper),
    minutesDocument(paper),
    noticeDocument(paper),
  ].entries()) {
    const name = `${at + 1}. ${doc.typeName.charAt(0)}${doc.typeName.slice(1).toLowerCase()}`;
    files[`${name}.docx`] = await renderDocx(doc);
    files[`${name}.pdf`] = await renderPdf(doc);
  }
  files['Danh mục.txt'] = strToU8(`${Object.keys(files).join('\n')}\n`);
  // The same papers give the same archive, whatever the hour.
  return zipSync(files, { level: 6, mtime: `${paper.on}T00:00:00` });
}
