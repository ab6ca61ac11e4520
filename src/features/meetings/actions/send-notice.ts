import { contactsOf } from '#features/members/public.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import { postMail } from '#platform/outbox/outbox.ts';
import { insertNotices, type NoticeKind } from '../db/notices.sql.ts';
import { invitationOf } from '../documents/invitation.ts';
import type { NoticeChannel, StoredEntry } from '../domain/entry.ts';
import { composeEntries, keepEntries, numberEntries } from './keep-entries.ts';
import { type LoadedMeeting, refusal } from './load-meeting.ts';

/** Whom a notice reaches: everybody on the roll, exempt members too, and the followers. */
export const recipientsOf = ({ context }: LoadedMeeting): Id[] => [
  ...new Set([...context.roll, ...context.followers].map((each) => each.personId)),
];

/** Addresses of the recipients, one per person who has one. */
export async function addressesOf(tx: Tx, personIds: readonly Id[]): Promise<string[]> {
  return (await contactsOf(tx, personIds)).flatMap((person) => (person.email ? [person.email] : []));
}

/** A notice in the app to everybody whom the meeting concerns, except the person who causes it. */
export const tellEverybody = (
  tx: Tx,
  meeting: LoadedMeeting,
  kind: NoticeKind,
  except: Id | null,
  nowMs: number,
): Promise<void> => {
  const { plannedOn, plannedTime, place, month } = meeting.row;
  return insertNotices(
    tx,
    recipientsOf(meeting).filter((personId) => personId !== except),
    {
      kind,
      meetingId: meeting.row.id,
      branchId: meeting.row.branchId,
      facts: { plannedOn, plannedTime, place, month },
    },
    nowMs,
  );
};

const CHANGES = { moved: 'ĐỔI LỊCH – ', cancelled: 'HỦY – ' } as const;

/** The invitation by e-mail with its calendar file, or word that it was moved or cancelled. Answers how many left. */
export async function mailEverybody(
  tx: Tx,
  meeting: LoadedMeeting,
  letter: { link: string; change?: keyof typeof CHANGES },
  nowMs: number,
): Promise<number> {
  const { subject, mail, ics } = invitationOf(meeting.context, meeting.state, {
    link: letter.link,
    nowMs,
    isCancelled: letter.change === 'cancelled',
  });
  const recipients = await addressesOf(tx, recipientsOf(meeting));
  for (const recipient of recipients)
    await postMail(
      tx,
      {
        recipient,
        subject: `${letter.change ? CHANGES[letter.change] : ''}${subject}`,
        body: letter.change === 'cancelled' ? `Buổi sinh hoạt dưới đây đã hủy.\n\n${mail}` : mail,
        attachments: [{ name: 'sinh-hoat.ics', mediaType: 'text/calendar', text: ics }],
      },
      nowMs,
    );
  return recipients.length;
}

/**
 * Invites members and followers to a locked meeting: in the app, and by e-mail with a calendar file where a mail
 * server is configured. `alsoBy` names what the secretary did by hand; all of it is one line of the journal.
 * Errors: `meetings.closed`, `meetings.cancelled`.
 */
export async function sendNotice(
  tx: Tx,
  meeting: LoadedMeeting,
  notice: { by: Id; alsoBy: readonly NoticeChannel[]; link: string; mailIsConfigured: boolean },
  nowMs: number,
): Promise<{ recipients: number; mails: number; stored: StoredEntry[] }> {
  if (meeting.row.stage === 'closed') throw refusal('meetings.closed');
  if (meeting.row.stage === 'cancelled') throw refusal('meetings.cancelled');
  const personIds = recipientsOf(meeting);
  await tellEverybody(tx, meeting, 'meeting-invitation', null, nowMs);
  const mails = notice.mailIsConfigured ? await mailEverybody(tx, meeting, { link: notice.link }, nowMs) : 0;
  const channels: NoticeChannel[] = [
    ...new Set<NoticeChannel>([
      'app',
      ...(mails > 0 ? (['email', 'calendar'] as const) : []),
      ...notice.alsoBy,
    ]),
  ];
  const stored = numberEntries(
    meeting,
    composeEntries(
      meeting,
      notice.by,
      [
        {
          kind: 'notice-sent',
          payload: {
            channels,
            recipients: meeting.context.roll.length,
            toFollower: meeting.context.followers.length > 0,
          },
        },
      ],
      nowMs,
    ),
    nowMs,
  );
  await keepEntries(tx, meeting, stored);
  return { recipients: personIds.length, mails, stored };
}
