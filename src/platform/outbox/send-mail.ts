import nodemailer from 'nodemailer';
import type { Id } from '#kernel/ids.ts';
import { inTransaction } from '../database/database.ts';
import type { World } from '../feature.ts';
import { giveBack, HELD_MS, markFailed, markSent, takeDueMail, type WaitingMail } from './outbox.ts';

const AT_ONCE = 50;
/** How long a mail server may say nothing, in milliseconds. */
const PATIENCE = {
  dnsTimeout: 20_000,
  connectionTimeout: 20_000,
  greetingTimeout: 20_000,
  socketTimeout: 60_000,
};
/** After so long whoever took letters begins no other: before anybody else may take them. */
const LONGEST_MS = HELD_MS / 2;
/** When a server that was not reached is tried again. */
const AWAY_MS = 120_000;

/** Refusals of one letter; with everything else that goes wrong the others would not leave either. */
const OF_THE_LETTER = new Set(['EENVELOPE', 'EMESSAGE', 'ESTREAM']);

/** What went wrong, without the server's answer, in which the address stands. */
function failureOf(error: unknown): string {
  const { name, code, responseCode } = error as { name?: string; code?: string; responseCode?: number };
  return [code ?? name ?? 'Error', responseCode || undefined].filter((part) => part !== undefined).join(' ');
}

/** Letters that have left and could not be noted so, because the database was away: noted before anything else is sent. */
const leftUnnoted = new Set<Id>();

async function noteLeft(world: World): Promise<void> {
  for (const id of leftUnnoted) {
    await inTransaction(world.db, 'write', (tx) => markSent(tx, id, world.clock.now()));
    leftUnnoted.delete(id);
  }
}

/**
 * Sends what is due, each letter by itself: one that is refused holds up no other. When the mail server is not reached, or
 * refuses everybody, all that is left waits for it, however long, and no attempt is counted. Gives how many were
 * tried. Without a mail server in the settings the letters wait, and `goc doctor` says so.
 */
export async function sendDueMail(world: World, patience = PATIENCE): Promise<number> {
  const { mail } = world.config;
  if (!mail) return 0;
  await noteLeft(world);
  const takenMs = world.clock.now();
  const due = await inTransaction(world.db, 'write', (tx) => takeDueMail(tx, takenMs, AT_ONCE));
  if (due.length === 0) return 0;
  const transport = nodemailer.createTransport({ url: mail.smtpUrl, ...patience });
  const host = /@([\w.-]+)/.exec(mail.from)?.[1] ?? 'goc';
  const send = (letter: WaitingMail) =>
    transport.sendMail({
      from: mail.from,
      // As an object: what stands in a record is one address, whatever signs are in it.
      to: { name: '', address: letter.recipient },
      // The same at each attempt: where an answer was lost on its way, the other side knows the letter again.
      messageId: `<${letter.id}@${host}>`,
      subject: letter.subject,
      text: letter.body,
      attachments: (letter.attachments ?? []).map((a) => ({
        filename: a.name,
        contentType: a.mediaType,
        content: a.text,
      })),
    });
  const leave = async (from: number, untilMs: number) => {
    const ids = due.slice(from).map(({ id }) => id);
    await inTransaction(world.db, 'write', (tx) => giveBack(tx, ids, untilMs));
  };
  try {
    for (const [at, letter] of due.entries()) {
      if (world.clock.now() - takenMs > LONGEST_MS) {
        await leave(at, world.clock.now());
        return at;
      }
      try {
        await send(letter);
        leftUnnoted.add(letter.id);
      } catch (error) {
        const isOfLetter = OF_THE_LETTER.has((error as { code?: string }).code ?? '');
        // A letter at which the server breaks off may not hold up the others for ever: only a server that takes nobody is away.
        const isAway = !isOfLetter && !(await transport.verify().catch(() => false));
        if (isAway) {
          world.log.warn({ failure: failureOf(error), letters: due.length - at }, 'mail server not reached');
          await leave(at, world.clock.now() + AWAY_MS);
          return at;
        }
        world.log.warn({ failure: failureOf(error), attempt: letter.attempts }, 'letter refused');
        await inTransaction(world.db, 'write', (tx) =>
          markFailed(tx, letter.id, letter.attempts, failureOf(error), world.clock.now()),
        );
        continue;
      }
      await noteLeft(world);
    }
  } finally {
    transport.close();
  }
  return due.length;
}
