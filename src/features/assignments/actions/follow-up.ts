import { placeInLife } from '#features/units/public.ts';
import { addDays, type CivilDate, civilDateAt, formatCivilDate, instantOf } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { inTransaction, type Tx } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import { postMail } from '#platform/outbox/outbox.ts';
import { type DigestLine, selectDigestLines, takeDigest } from '../db/digest.sql.ts';
import { insertSteps, selectOpenDue } from '../db/duties.sql.ts';
import { nextUrging, type UrgingRules } from '../domain/urging.ts';
import { followingFor } from './give-assignment.ts';

/** No rule reminds earlier than this before a due day. */
const FARTHEST_REMINDER_DAYS = 90;
const AT_ONCE = 5000;

/** Reminds and urges by the rules of each committee that gave a task; gives how many steps were taken. */
export async function urgeByRule(tx: Tx, today: CivilDate, nowMs: number): Promise<number> {
  const rulesOf = new Map<Id, UrgingRules>();
  const steps: { dutyId: Id; number: number; kind: 'reminder' | 'urging' | 'matter' }[] = [];
  for (const duty of await selectOpenDue(tx, addDays(today, FARTHEST_REMINDER_DAYS))) {
    let rules = rulesOf.get(duty.issuerId);
    if (!rules) {
      rules = await followingFor(tx, await placeInLife(tx, duty.issuerId, today), today);
      rulesOf.set(duty.issuerId, rules);
    }
    const step = nextUrging(duty, rules, today);
    if (step) steps.push({ dutyId: duty.dutyId, number: step.number, kind: step.kind });
  }
  for (let from = 0; from < steps.length; from += AT_ONCE)
    await insertSteps(tx, steps.slice(from, from + AT_ONCE), new Date(nowMs));
  return steps.length;
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

/** At most one letter per person and day with everything since the day before; gives how many were written. */
export async function writeDigests(
  tx: Tx,
  today: CivilDate,
  link: string | undefined,
  nowMs: number,
): Promise<number> {
  const since = instantOf(addDays(today, -1), '06:30');
  const byPerson = new Map<Id, DigestLine[]>();
  for (const line of await selectDigestLines(tx, new Date(since), today)) {
    const lines = byPerson.get(line.personId);
    if (lines) lines.push(line);
    else byPerson.set(line.personId, [line]);
  }
  let written = 0;
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
    written += 1;
  }
  return written;
}

/** The morning's work: steps by rule first, then the letters that tell of them. */
export async function followUp(world: World): Promise<void> {
  const nowMs = world.clock.now();
  const today = civilDateAt(nowMs);
  await inTransaction(world.db, 'write', (tx) => urgeByRule(tx, today, nowMs));
  if (world.config.mail)
    await inTransaction(world.db, 'write', (tx) => writeDigests(tx, today, world.config.publicUrl, nowMs));
}
