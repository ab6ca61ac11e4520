import { placeInLife } from '#features/units/public.ts';
import { addDays, type CivilDate, civilDateAt, formatCivilDate, instantOf } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { inTransaction, type Tx } from '#platform/database/database.ts';
import { faultOf } from '#platform/fault.ts';
import type { World } from '#platform/feature.ts';
import { postMail } from '#platform/outbox/outbox.ts';
import {
  type DigestLine,
  selectDigestLines,
  selectLastMorning,
  takeDigest,
  takeMorning,
} from '../db/digest.sql.ts';
import { insertSteps, type OpenDuty, selectOpenDue } from '../db/duties.sql.ts';
import { nextUrging } from '../domain/urging.ts';
import { followingFor } from './give-assignment.ts';

/** No rule reminds earlier than this before a due day. */
const FARTHEST_REMINDER_DAYS = 90;
const AT_ONCE = 5000;
/** When letters are written. */
const MORNING = '06:30';
/** After a long time without a server its first letters tell of the last week. */
const FARTHEST_NEWS_MS = 7 * 24 * 3_600_000;

/** Takes the steps that are due for the open shares of one committee's tasks, by its rules. */
async function urgeFor(
  tx: Tx,
  issuerId: Id,
  duties: readonly OpenDuty[],
  now: { today: CivilDate; nowMs: number },
): Promise<void> {
  const rules = await followingFor(tx, await placeInLife(tx, issuerId, now.today), now.today);
  const steps = duties.flatMap((duty) => {
    const step = nextUrging(duty, rules, now.today);
    return step ? [{ dutyId: duty.dutyId, number: step.number, kind: step.kind }] : [];
  });
  for (let from = 0; from < steps.length; from += AT_ONCE)
    await insertSteps(tx, steps.slice(from, from + AT_ONCE), new Date(now.nowMs));
}

/** Open shares that a step may be due for, by the committee that gave the task. */
const openByIssuer = async (tx: Tx, today: CivilDate) =>
  groupBy(await selectOpenDue(tx, addDays(today, FARTHEST_REMINDER_DAYS)), (duty) => duty.issuerId);

/** Reminds and urges by the rules of every committee that gave a task, in the transaction of the caller. */
export async function urgeByRule(tx: Tx, today: CivilDate, nowMs: number): Promise<void> {
  for (const [issuerId, duties] of await openByIssuer(tx, today))
    await urgeFor(tx, issuerId, duties, { today, nowMs });
}

/** The same with a transaction for each committee, so that one whose rules cannot be read holds up no other. */
async function urgeOneByOne(world: World, today: CivilDate, nowMs: number): Promise<void> {
  const open = await inTransaction(world.db, 'read', (tx) => openByIssuer(tx, today));
  for (const [issuerId, duties] of open)
    try {
      await inTransaction(world.db, 'write', (tx) => urgeFor(tx, issuerId, duties, { today, nowMs }));
    } catch (error) {
      world.log.error({ unit: issuerId, ...faultOf(error) }, 'tasks of a committee were not urged');
    }
}

function groupBy<T>(list: readonly T[], keyOf: (one: T) => Id): Map<Id, T[]> {
  const groups = new Map<Id, T[]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

const WHAT: Record<DigestLine['what'], (line: DigestLine) => string> = {
  new: () => 'Nhiệm vụ mới',
  reminder: () => 'Sắp đến hạn',
  urging: (line) => `Đôn đốc lần ${line.number}`,
  matter: () => 'Đưa vào chương trình họp của cấp trên',
  answered: () => 'Cấp trên đã trả lời câu hỏi',
};

/** The letter of the day: everything in one, a line for each share. */
export const digestText = (lines: readonly DigestLine[], link: string | undefined): string =>
  [
    'Việc được giao trong ngày:',
    '',
    ...lines.map(
      (line) =>
        `- ${WHAT[line.what](line)}: ${line.title} (${line.holderName}), hạn ${formatCivilDate(line.dueOn)}`,
    ),
    '',
    `Mở Gốc để nhận việc, báo cáo hoặc trả lời${link ? `: ${link}` : '.'}`,
  ].join('\n');

/** At most one letter per person and day with everything since an instant. */
async function writeDigests(
  tx: Tx,
  now: { since: Date; today: CivilDate; nowMs: number },
  link: string | undefined,
): Promise<void> {
  const { since, today, nowMs } = now;
  const byPerson = groupBy(await selectDigestLines(tx, since, today), (line) => line.personId);
  for (const [personId, lines] of byPerson) {
    if (!(await takeDigest(tx, personId, today, lines.length))) continue;
    await postMail(
      tx,
      {
        recipient: lines[0]!.email,
        subject: `Gốc: ${lines.length} việc được giao cần xem, ngày ${formatCivilDate(today)}`,
        body: digestText(lines, link),
      },
      nowMs,
    );
  }
}

/**
 * The morning's work, once a day from half past six on, and later on that day when the server was down: steps by rule first,
 * then the letters that tell of them and of all that happened since the last morning. Gives whether this was it.
 */
export async function followUp(world: World): Promise<boolean> {
  const nowMs = world.clock.now();
  const today = civilDateAt(nowMs);
  if (nowMs < instantOf(today, MORNING)) return false;
  const last = await inTransaction(world.db, 'read', selectLastMorning);
  if (last && last.day >= today) return false;
  await urgeOneByOne(world, today, nowMs);
  return inTransaction(world.db, 'write', async (tx) => {
    if (!(await takeMorning(tx, today, new Date(nowMs)))) return false;
    const dayBefore = instantOf(addDays(today, -1), MORNING);
    const farthest = nowMs - FARTHEST_NEWS_MS;
    const since = new Date(Math.max(last?.at.getTime() ?? dayBefore, farthest));
    if (world.config.mail) await writeDigests(tx, { since, today, nowMs }, world.config.publicUrl);
    return true;
  });
}
