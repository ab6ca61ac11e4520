import { type Id, newId } from '#kernel/ids.ts';
import { json, rows, run, sql, type Tx } from '../database/database.ts';

export type OutgoingMail = {
  recipient: string;
  subject: string;
  body: string;
  attachments?: { name: string; mediaType: string; text: string }[];
};

/** Puts a letter into the outbox in the caller's transaction. It leaves after commit, or never. */
export const postMail = (tx: Tx, mail: OutgoingMail, nowMs: number): Promise<void> =>
  run(
    tx,
    sql`insert into platform.outbox (id, channel, recipient, subject, body, attachments, created_at, due_at)
        values (${newId(nowMs)}, 'mail', ${mail.recipient}, ${mail.subject}, ${mail.body},
                ${json(mail.attachments ?? [])}, ${new Date(nowMs)}, ${new Date(nowMs)})`,
  );

/** Many letters at once, as `postMail` each. */
export const postMails = (tx: Tx, mails: readonly OutgoingMail[], nowMs: number): Promise<void> =>
  run(
    tx,
    sql`insert into platform.outbox (id, channel, recipient, subject, body, attachments, created_at, due_at)
        select m.id, 'mail', m.recipient, m.subject, m.body, coalesce(m.attachments, '[]'), ${new Date(nowMs)},
               ${new Date(nowMs)}
          from jsonb_to_recordset(${JSON.stringify(mails.map((mail) => ({ ...mail, id: newId(nowMs) })))}::text::jsonb)
                 as m (id uuid, recipient text, subject text, body text, attachments jsonb)`,
  );

export type WaitingMail = OutgoingMail & { id: Id; attempts: number };

/** Takes letters that are due and holds them for a quarter of an hour, so that two senders never take the same. */
export const takeDueMail = (tx: Tx, nowMs: number, most: number): Promise<WaitingMail[]> =>
  rows(
    tx,
    sql<WaitingMail>`
      update platform.outbox o set attempts = attempts + 1, due_at = ${new Date(nowMs + 900_000)}
       where id in (select id from platform.outbox where sent_at is null and due_at <= ${new Date(nowMs)}
                       and attempts < 8 order by due_at limit ${most} for update skip locked)
      returning id, recipient, subject, body, attachments, attempts`,
  );

export const markSent = (tx: Tx, id: Id, nowMs: number): Promise<void> =>
  run(
    tx,
    // The text of a letter that has left is not kept: it is personal data that the meeting itself holds.
    sql`update platform.outbox set sent_at = ${new Date(nowMs)}, body = '', attachments = '[]' where id = ${id}`,
  );

/** Waits longer after each failure, up to a day. */
export const markFailed = (tx: Tx, id: Id, attempts: number, failure: string, nowMs: number): Promise<void> =>
  run(
    tx,
    sql`update platform.outbox set failure = ${failure.slice(0, 300)},
               due_at = ${new Date(nowMs + Math.min(86_400_000, 60_000 * 4 ** attempts))} where id = ${id}`,
  );
