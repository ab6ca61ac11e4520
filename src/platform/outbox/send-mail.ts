import nodemailer from 'nodemailer';
import { inTransaction } from '../database/database.ts';
import type { World } from '../feature.ts';
import { markFailed, markSent, takeDueMail } from './outbox.ts';

/** Sends what is due. Without a mail server in the settings the letters wait, and `goc doctor` says so. */
export async function sendDueMail(world: World): Promise<number> {
  const { mail } = world.config;
  if (!mail) return 0;
  const due = await inTransaction(world.db, 'write', (tx) => takeDueMail(tx, world.clock.now(), 50));
  if (due.length === 0) return 0;
  const transport = nodemailer.createTransport(mail.smtpUrl);
  try {
    for (const letter of due) {
      try {
        await transport.sendMail({
          from: mail.from,
          to: letter.recipient,
          subject: letter.subject,
          text: letter.body,
          attachments: (letter.attachments ?? []).map((a) => ({
            filename: a.name,
            contentType: a.mediaType,
            content: a.text,
          })),
        });
        await inTransaction(world.db, 'write', (tx) => markSent(tx, letter.id, world.clock.now()));
      } catch (error) {
        const reason = error instanceof Error ? error.name : 'Error';
        await inTransaction(world.db, 'write', (tx) =>
          markFailed(tx, letter.id, letter.attempts, reason, world.clock.now()),
        );
      }
    }
  } finally {
    transport.close();
  }
  return due.length;
}
