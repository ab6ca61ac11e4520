import { type Id, newId } from '#kernel/ids.ts';
import { json, rows, run, sql, type Tx, uuids } from '../database/database.ts';

export type OutgoingMail = {
  recipient: string;
  subject: string;
  body: string;
  attachments?: { name: string; mediaType: string; text: string }[];
  /** Of what it tells, so that whoever sent that sees whether the letter has left. */
  about?: Id;
};

/** So many times a letter is tried that a mail server does not take. */
const MOST_ATTEMPTS = 8;

/** Puts a letter into the outbox in the caller's transaction. It leaves after commit, or never. */
export const postMail = (tx: Tx, mail: OutgoingMail, nowMs: number): Promise<void> =>
  run(
    tx,
    sql`insert into platform.outbox (id, channel, recipient, subject, body, attachments, about, created_at, due_at)
        values (${newId(nowMs)}, 'mail', ${mail.recipient}, ${mail.subject}, ${mail.body},
                ${json(mail.attachments ?? [])}, ${mail.about ?? null}, ${new Date(nowMs)}, ${new Date(nowMs)})`,
  );

/** Many letters at once, as `postMail` each. */
export const postMails = (tx: Tx, mails: readonly OutgoingMail[], nowMs: number): Promise<void> =>
  run(
    tx,
    sql`insert into platform.outbox (id, channel, recipient, subject, body, attachments, about, created_at, due_at)
        select m.id, 'mail', m.recipient, m.subject, m.body, coalesce(m.attachments, '[]'), m.about,
               ${new Date(nowMs)}, ${new Date(nowMs)}
          from jsonb_to_recordset(${JSON.stringify(mails.map((mail) => ({ ...mail, id: newId(nowMs) })))}::text::jsonb)
                 as m (id uuid, recipient text, subject text, body text, attachments jsonb, about uuid)`,
  );

export type WaitingMail = OutgoingMail & { id: Id; attempts: number };

/** For how long whoever takes letters holds them. */
export const HELD_MS = 900_000;

/** Takes letters that are due and holds them for a while, so that two senders never take the same. */
export const takeDueMail = (tx: Tx, nowMs: number, most: number): Promise<WaitingMail[]> =>
  rows(
    tx,
    sql<WaitingMail>`
      update platform.outbox o set attempts = attempts + 1, due_at = ${new Date(nowMs + HELD_MS)}
       where id in (select id from platform.outbox where sent_at is null and due_at <= ${new Date(nowMs)}
                       and attempts < ${MOST_ATTEMPTS} order by due_at limit ${most} for update skip locked)
      returning id, recipient, subject, body, attachments, attempts`,
  );

export const markSent = (tx: Tx, id: Id, nowMs: number): Promise<void> =>
  run(
    tx,
    // The text of a letter that has left is not kept: it is personal data that the meeting itself holds.
    sql`update platform.outbox set sent_at = ${new Date(nowMs)}, body = '', attachments = '[]' where id = ${id}`,
  );

/** Gives letters back that were taken and not tried: that was no attempt. They wait until an instant. */
export const giveBack = (tx: Tx, ids: readonly Id[], untilMs: number): Promise<void> =>
  run(
    tx,
    sql`update platform.outbox set attempts = attempts - 1, due_at = ${new Date(untilMs)}
         where id = any(${uuids(ids)}) and sent_at is null`,
  );

/** Waits longer after each failure, up to a day. */
export const markFailed = (tx: Tx, id: Id, attempts: number, failure: string, nowMs: number): Promise<void> =>
  run(
    tx,
    sql`update platform.outbox set failure = ${failure.slice(0, 300)},
               due_at = ${new Date(nowMs + Math.min(86_400_000, 60_000 * 4 ** attempts))} where id = ${id}`,
  );
