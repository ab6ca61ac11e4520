import type { RecipientChoice } from '#features/directives/contract.ts';
import { chooseRecipients, mustNotBeSecret, paperInSight, ruleOf } from '#features/directives/public.ts';
import { followingRulesFor, workCalendar } from '#features/rulebooks/public.ts';
import { placeOf, unitsByIds } from '#features/units/public.ts';
import type { Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import { addWorkingDays } from '#kernel/working-days.ts';
import type { Tx } from '#platform/database/database.ts';
import { insertAssignment, insertCoUnits, selectLineage } from '../db/assignments.sql.ts';
import { markLocalised, selectDuty } from '../db/duties.sql.ts';
import { checkAssignment, type Measure, type ParentDuty } from '../domain/check-assignment.ts';

export type Wanted = {
  unitId: Id;
  title: string;
  output: string;
  measure: Measure;
  target: number | null;
  measureUnit: string | null;
  directiveId: Id | null;
  paragraph: string | null;
  issuedOn: CivilDate;
  /** Null: as many working days as the rule gives. */
  answerBy: CivilDate | null;
  dueOn: CivilDate;
  to: RecipientChoice;
  coUnitIds: readonly Id[];
  parentDutyId: Id | null;
};

/** The rules of following up for a unit on a day, as plain values. */
export async function followingFor(tx: Tx, place: Place, day: CivilDate) {
  const { rules } = await followingRulesFor(tx, place, day);
  return {
    answerDays: rules['answer.within-days'].value,
    leaveDays: rules['cascade.leave-days'].value,
    leaveRule: rules['cascade.leave-days'].source,
    reminderDays: rules['urging.reminder-days'].value,
    afterDays: rules['urging.after-days'].value,
    matterDays: rules['urging.matter-days'].value,
    clashMost: rules['clash.most-per-week'].value,
  };
}

/** Errors: `assignments.parent-not-yours`, `assignments.settled`. */
async function parentOf(
  tx: Tx,
  wanted: Wanted,
  leave: Pick<ParentDuty, 'leaveDays' | 'rule'>,
  day: CivilDate,
) {
  if (wanted.parentDutyId === null) return null;
  const duty = await selectDuty(tx, wanted.parentDutyId, day, true);
  if (!duty || duty.holderId !== wanted.unitId)
    throw new DomainError({ code: 'assignments.parent-not-yours', field: 'parentDutyId' });
  if (duty.isSettled) throw new DomainError({ code: 'assignments.settled' });
  const lineage = await selectLineage(tx, duty.assignmentId);
  if (!lineage) throw new DomainError({ code: 'platform.not-found' });
  return { duty, lineage, limit: { dueOn: duty.dueOn, ...leave } };
}

/**
 * Gives a task to units below, each of which gets its own share. Under a duty of the unit it is that unit's plan: it is
 * due early enough for the tier above, and the duty counts as accepted and localised.
 * Errors: those of `checkAssignment` and of the choice of recipients, `assignments.issued-in-future`,
 * `assignments.parent-not-yours`, `assignments.settled`, `assignments.paper-unseen`, `directives.secret`.
 */
export async function giveAssignment(
  tx: Tx,
  wanted: Wanted,
  by: { personId: Id; today: CivilDate },
  nowMs: number,
): Promise<{ id: Id; duties: number }> {
  const { unitId, issuedOn, dueOn } = wanted;
  const place = await placeOf(tx, unitId, by.today);
  const title = tidyText(wanted.title);
  const output = tidyText(wanted.output);
  mustNotBeSecret({ title, summary: output });
  if (issuedOn > by.today) throw new DomainError({ code: 'assignments.issued-in-future', field: 'issuedOn' });

  const rules = await followingFor(tx, place, by.today);
  const byRule = addWorkingDays(issuedOn, rules.answerDays, await workCalendar(tx));
  const answerBy = wanted.answerBy ?? (byRule < dueOn ? byRule : dueOn);
  const parent = await parentOf(tx, wanted, { leaveDays: rules.leaveDays, rule: rules.leaveRule }, by.today);
  const task = unwrap(
    checkAssignment(
      {
        title,
        output,
        measure: wanted.measure,
        target: wanted.measure === 'number' ? wanted.target : null,
        measureUnit: wanted.measure === 'number' ? wanted.measureUnit : null,
        issuedOn,
        answerBy: answerBy < issuedOn ? issuedOn : answerBy,
        dueOn,
      },
      parent?.limit ?? null,
    ),
  );
  if (wanted.directiveId && !(await paperInSight(tx, place, wanted.directiveId)))
    throw new DomainError({ code: 'assignments.paper-unseen', field: 'directiveId' });
  const holders = await chooseRecipients(tx, unitId, wanted.to, by.today);
  const helpers = [...new Set(wanted.coUnitIds)];
  if ((await unitsByIds(tx, helpers, by.today)).length < helpers.length)
    throw new DomainError({ code: 'directives.recipient-not-below', field: 'coUnitIds' });

  const id = newId(nowMs);
  await insertAssignment(
    tx,
    {
      ...task,
      id,
      unitId,
      rootId: parent?.lineage.rootId ?? id,
      parentId: parent?.lineage.id ?? null,
      parentDutyId: parent?.duty.dutyId ?? null,
      directiveId: wanted.directiveId,
      paragraph: wanted.paragraph || null,
      recipientRule: ruleOf(wanted.to),
      givenBy: by.personId,
    },
    holders,
    new Date(nowMs),
  );
  if (helpers.length) await insertCoUnits(tx, id, helpers);
  if (parent) await markLocalised(tx, parent.duty.dutyId, by.personId, new Date(nowMs));
  return { id, duties: holders.length };
}
