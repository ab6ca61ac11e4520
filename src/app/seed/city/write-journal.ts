import type { EntryKind, EntryPayloads } from '#features/meetings/contract.ts';
import type { FrozenFacts, StoredEntry } from '#features/meetings/public.ts';
import { criteriaOf, type Mark } from '#features/rulebooks/contract.ts';
import type { Post } from '#kernel/actor.ts';
import type { Id } from '#kernel/ids.ts';
import { mediaTypeOf, type StoredFile } from '#platform/files/files.ts';
import { hashOf, streamOf } from './draw.ts';
import type { City, LivedMeeting } from './lived-meeting.ts';
import { CONCLUSIONS, FOCUS, OPINIONS, SELF_CRITICISM } from './meeting-words.ts';
import type { PlannedBranch } from './plan-units.ts';
import { dayText, instantAt, instantText } from './timeline.ts';

type Said = { [K in EntryKind]: { kind: K; payload: EntryPayloads[K] } }[EntryKind];

/** The device under whose name the server itself writes. */
const SERVER_DEVICE: Id = '00000000-0000-7000-8000-000000000001';
const MINUTE = 60_000;

export type StoredPaper = StoredFile & { bytes: Uint8Array; addedBy: Id; addedAt: string };

export type Journal = {
  frozen: FrozenFacts | null;
  entries: StoredEntry[];
  papers: StoredPaper[];
};

/** A secret that nobody guesses without the seed; of a demo, not of an installation. */
export const roomSecretOf = (seed: number, meeting: number): string =>
  ['a', 'b', 'c', 'd']
    .map((part) => hashOf(seed, 'room', meeting, part).toString(36).padStart(7, '0'))
    .join('');

/** The value of dated spans on a day. */
const onDay = <T>(spans: { value: T; from: string; to: string | null }[], day: string): T | undefined =>
  spans.find(({ from, to }) => from <= day && (to === null || day < to))?.value;

/** Puts what was said into entries of one journal, in the order of arrival. */
class Pen {
  readonly entries: StoredEntry[] = [];
  constructor(
    private readonly city: City,
    private readonly meetingId: Id,
    private readonly branchId: Id,
    private readonly deviceId: Id,
  ) {}

  write(author: number, at: number, said: Said, device = this.deviceId): StoredEntry {
    const seq = this.entries.length + 1;
    const entry = {
      ...said,
      id: this.city.ids.next('entry', at),
      meetingId: this.meetingId,
      branchId: this.branchId,
      authorId: this.city.personIds[author]!,
      deviceId: device,
      lamport: seq,
      at,
      seq,
      receivedAt: at + 900,
    } as StoredEntry;
    this.entries.push(entry);
    return entry;
  }
}

function factsOf(city: City, lived: LivedMeeting): FrozenFacts {
  const { tree, posts, personIds, names, sortKeys } = city;
  const { branch, heldOn } = lived;
  const day = dayText(heldOn);
  const unit = tree.units[branch.unit]!;
  const parent = onDay(unit.links, day);
  const held = posts.ofBranch[branch.at]!.filter(({ from, to }) => from <= heldOn && heldOn < to);
  const postsOf = (person: number): Post[] =>
    held.filter((post) => post.person === person).map(({ post }) => post);
  return {
    branchName: onDay(unit.names, day)!,
    aboveName: parent === undefined ? '' : (onDay(tree.units[parent]!.names, day) ?? ''),
    hasCommittee: held.some(({ post }) => post === 'committee-member'),
    roll: lived.roll.lines
      .map(({ spell, excusedInARow }) => ({ spell, excusedInARow, key: sortKeys[spell.person]! }))
      .toSorted((a, b) =>
        a.key < b.key
          ? -1
          : a.key > b.key
            ? 1
            : personIds[a.spell.person]! < personIds[b.spell.person]!
              ? -1
              : 1,
      )
      .map(({ spell, excusedInARow }) => ({
        memberId: personIds[spell.person]!,
        personId: personIds[spell.person]!,
        fullName: names[spell.person]!,
        status: spell.status,
        posts: postsOf(spell.person),
        excusedInARow,
      })),
    followers: held
      .filter(({ post }) => post === 'follower')
      .map(({ person }) => ({ personId: personIds[person]!, fullName: names[person]! })),
    thematicInMonth: lived.thematicInMonth,
    voting: lived.rules.voting,
    lastMonthTasks: lived.before
      .toSorted((a, b) => a.task.dueOn - b.task.dueOn || (a.task.id < b.task.id ? -1 : 1))
      .map(({ task }) => ({
        taskId: task.id,
        title: task.title,
        ownerId: personIds[task.owner]!,
        helperIds: [],
        output: task.output,
        dueOn: dayText(task.dueOn),
        reportMonth: task.reportMonth,
        assignedInMonth: task.assignedInMonth,
        state: task.state,
      })),
  };
}

type Planned = Pick<
  LivedMeeting,
  'id' | 'number' | 'branch' | 'kind' | 'plannedOn' | 'startMinute' | 'rules' | 'secretary'
>;

/** What stands in the journal before the meeting: focus, agenda, the committee's own meeting. */
function writePlan(city: City, pen: Pen, planned: Planned, createdMs: number): { itemId: Id; focus: string } {
  const random = streamOf(city.seed, 'plan', planned.number);
  const { secretary, branch, plannedOn } = planned;
  const focus = random.pick(FOCUS[branch.sector]);
  pen.write(secretary, createdMs, { kind: 'focus-set', payload: { text: focus } });
  let itemId: Id | undefined;
  const steps = planned.rules.rules[`steps.${planned.kind}`];
  for (const step of steps) {
    if (['opening', 'recorder', 'roll-call', 'dues', 'agenda', 'minutes'].includes(step.entry)) continue;
    pen.write(secretary, createdMs, {
      kind: 'agenda-item-added',
      payload: {
        itemId: city.ids.next('item', createdMs),
        title: step.title.vi,
        step: step.id,
        source: 'rule',
      },
    });
    if (itemId === undefined && step.entry === 'discussion') {
      itemId = city.ids.next('item', createdMs);
      pen.write(secretary, createdMs, {
        kind: 'agenda-item-added',
        payload: { itemId, title: focus, step: step.id, source: 'focus' },
      });
    }
  }
  const leaders = city.posts.ofBranch[branch.at]!.filter(
    ({ post, from, to }) => post !== 'follower' && from <= plannedOn && plannedOn < to,
  );
  pen.write(secretary, createdMs + 90 * MINUTE, {
    kind: 'committee-met',
    payload: {
      metOn: dayText(Math.floor((createdMs + 7 * 60 * MINUTE) / 86_400_000)),
      presentIds: leaders.map(({ person }) => city.personIds[person]!),
    },
  });
  return { itemId: itemId ?? city.ids.next('item', createdMs), focus };
}

/** The paper that is given out before: a few lines of text, as small branches write them. */
function writePaper(city: City, pen: Pen, planned: Planned, focus: string, atMs: number): StoredPaper {
  const { branch, secretary, number } = planned;
  const text = `Báo cáo tháng và dự thảo kết luận\n\nNội dung trọng tâm: ${focus}.\n\n1. Kết quả tháng trước: xem bảng nhiệm vụ.\n2. Việc tháng này: mỗi đảng viên nhận một phần việc.\n`;
  const bytes = Buffer.from(text, 'utf8');
  const id = city.ids.of('file', number, atMs);
  const name = 'Báo cáo và dự thảo kết luận.txt';
  pen.write(
    secretary,
    atMs,
    {
      kind: 'paper-attached',
      payload: { paperId: id, fileId: id, name, bytes: bytes.length, role: 'report' },
    },
    SERVER_DEVICE,
  );
  return {
    id,
    unitId: city.tree.units[branch.unit]!.id,
    name,
    mediaType: mediaTypeOf(name),
    size: bytes.length,
    bytes,
    addedBy: city.personIds[secretary]!,
    addedAt: instantText(atMs),
  };
}

const deviceOf = (city: City, branch: PlannedBranch): Id =>
  city.ids.of('device', branch.at, instantAt(city.time.firsts[0]!, 480));

/** The journal of a meeting that lies ahead, as planning leaves it. */
export function planJournal(city: City, planned: Planned, createdMs: number, nowMs: number): Journal {
  const { branch, plannedOn } = planned;
  const pen = new Pen(city, planned.id, city.tree.units[branch.unit]!.id, deviceOf(city, branch));
  const { focus } = writePlan(city, pen, planned, createdMs);
  const papers: StoredPaper[] = [];
  const tellingMs = instantAt(plannedOn - 3, 10 * 60);
  if (tellingMs < nowMs) {
    papers.push(writePaper(city, pen, planned, focus, tellingMs - 20 * MINUTE));
    writeNotice(city, pen, planned, tellingMs);
  }
  return { frozen: null, entries: pen.entries, papers };
}

function writeNotice(city: City, pen: Pen, planned: Planned, atMs: number): void {
  pen.write(planned.secretary, atMs, {
    kind: 'notice-sent',
    payload: {
      channels: ['app', 'zalo'],
      recipients: city.members.rosters[planned.branch.at]!.filter(
        ({ from, to }) => from <= planned.plannedOn && planned.plannedOn < to,
      ).length,
      toFollower: true,
    },
  });
}

/** The whole journal of a meeting that was held: from the plan to the adopted minutes, and the closing if there was one. */
export function writeJournal(
  city: City,
  lived: LivedMeeting,
  createdMs: number,
  closedMs: number | null,
): Journal {
  const { branch, heldOn, startMinute, secretary } = lived;
  const { lines, figures } = lived.roll;
  const { personIds } = city;
  const random = streamOf(city.seed, 'journal', lived.number);
  const frozen = factsOf(city, lived);
  const pen = new Pen(city, lived.id, city.tree.units[branch.unit]!.id, deviceOf(city, branch));
  const start = instantAt(heldOn, startMinute);
  const end = start + lived.minutes * MINUTE;
  const say = (at: number, said: Said, author = secretary) => pen.write(author, at, said);

  const { itemId, focus } = writePlan(city, pen, lived, createdMs);
  const papers = [
    writePaper(
      city,
      pen,
      lived,
      focus,
      lived.papersLate ? start - 6 * 60 * MINUTE : start - 48 * 60 * MINUTE,
    ),
  ];
  writeNotice(city, pen, lived, lived.noticeLate ? start - 5 * 60 * MINUTE : start - 72 * 60 * MINUTE);

  say(start, {
    kind: 'meeting-started',
    payload: { chairId: personIds[secretary]!, heldOn: dayText(heldOn), startedAt: start },
  });
  const present = lines.filter(({ presence }) => presence === 'present').map(({ spell }) => spell);
  const recorder =
    city.posts.ofBranch[branch.at]!.find(
      ({ post, person, from, to }) =>
        post === 'committee-member' &&
        from <= heldOn &&
        heldOn < to &&
        present.some((one) => one.person === person),
    )?.person ??
    present.find(({ person }) => person !== secretary)?.person ??
    secretary;
  say(start + MINUTE, { kind: 'recorder-appointed', payload: { memberId: personIds[recorder]! } });

  // The steps share out the time of the meeting; what is said falls into its step.
  const steps = lived.rules.rules[`steps.${lived.kind}`];
  const weight = steps.reduce((sum, step) => sum + step.recommendedMinutes, 0);
  const opinions = OPINIONS[branch.sector === 'residential' ? 'residential' : 'office'];
  let at = start + MINUTE;
  const vote = (matter: 'conclusion' | 'score' | 'minutes', question: string): Id => {
    const voteId = city.ids.next('vote', at);
    const yes = present.filter(({ status }) => status === 'official').length;
    say(at, { kind: 'vote-opened', payload: { voteId, question, matter, method: 'show-of-hands' } });
    say(at, { kind: 'vote-counted', payload: { voteId, yes, no: 0, abstain: 0 } });
    say(at, { kind: 'vote-closed', payload: { voteId, countedCasts: [] } });
    return voteId;
  };
  const speak = (person: number, text: string, nature: 'opinion' | 'self-criticism', step: string) =>
    say(at, {
      kind: 'opinion-recorded',
      payload: {
        opinionId: city.ids.next('opinion', at),
        speakerKind: 'member',
        speakerId: personIds[person]!,
        step,
        text,
        nature,
      },
    });
  const speakers = [...lived.speakers];
  for (const [number, step] of steps.entries()) {
    const length = Math.floor((lived.minutes * 60 * step.recommendedMinutes) / weight);
    say(at, { kind: 'step-started', payload: { step: step.id } });
    switch (step.entry) {
      case 'roll-call':
        for (const { spell, presence, excuse } of lines)
          if (presence !== null)
            say(at, {
              kind: 'attendance-marked',
              payload: {
                memberId: personIds[spell.person]!,
                presence,
                ...(excuse ? { reason: excuse } : {}),
                method: 'secretary',
              },
            });
        break;
      case 'dues':
        say(at, {
          kind: 'dues-recorded',
          payload: { paidCount: figures.present, unpaidCount: figures.base - figures.present },
        });
        break;
      case 'task-review':
        for (const { task, outcome } of lived.before)
          say(at, {
            kind: 'task-result-recorded',
            payload: {
              taskId: task.id,
              state: outcome.state === 'open' ? 'in-progress' : outcome.state,
              ...(outcome.percent === null ? {} : { percent: outcome.percent }),
              ...(outcome.cause ? { cause: outcome.cause } : {}),
              ...(outcome.evidence ? { evidence: outcome.evidence } : {}),
            },
          });
        break;
      case 'discussion':
        for (const person of speakers.splice(0, speakers.length))
          speak(person, random.pick(opinions), 'opinion', step.id);
        break;
      case 'self-criticism':
        if (!branch.isWeak && lived.speakers[0] !== undefined)
          speak(random.pick(lived.speakers), random.pick(SELF_CRITICISM), 'self-criticism', step.id);
        break;
      case 'task-assignment':
        for (const task of lived.given)
          say(at, {
            kind: 'task-assigned',
            payload: {
              taskId: task.id,
              title: task.title,
              ownerId: personIds[task.owner]!,
              helperIds: [],
              output: task.output,
              dueOn: dayText(task.dueOn),
              reportMonth: task.reportMonth,
              itemId,
            },
          });
        break;
      case 'conclusion':
        say(at, {
          kind: 'conclusion-written',
          payload: { itemId, text: random.pick(CONCLUSIONS), replaces: [] },
        });
        vote('conclusion', 'Thông qua kết luận của buổi sinh hoạt');
        break;
      case 'score':
        if (lived.score) {
          for (const { id } of criteriaOf(lived.rules.rules['score.sheet']))
            say(at, {
              kind: 'score-marked',
              payload: { criterionId: id, ...asPayload(lived.score.marks[id]!) },
            });
          say(at, {
            kind: 'score-adopted',
            payload: { voteId: vote('score', 'Thông qua điểm của buổi sinh hoạt') },
          });
        }
        break;
      case 'minutes':
        say(at, { kind: 'minutes-read', payload: {} });
        say(at, { kind: 'minutes-adopted', payload: { voteId: vote('minutes', 'Thông qua biên bản') } });
        break;
    }
    at = Math.min(end - MINUTE, at + length * 1000);
    say(at, { kind: 'step-finished', payload: { step: step.id, elapsedSeconds: length } });
    // Who had no step to speak in speaks at the end.
    if (number === steps.length - 1)
      for (const person of speakers) speak(person, random.pick(opinions), 'opinion', step.id);
  }
  say(end, { kind: 'meeting-ended', payload: { endedAt: end } });
  if (closedMs !== null) {
    const follower = frozen.followers[0];
    const person = city.posts.ofBranch[branch.at]!.find(
      ({ person }) => personIds[person] === follower?.personId,
    )?.person;
    if (lived.confirmed && person !== undefined)
      pen.write(person, closedMs - 10 * MINUTE, {
        kind: 'score-confirmed',
        payload:
          lived.confirmed === 'agreed'
            ? { marks: [] }
            : {
                marks: [{ criterionId: lived.confirmed.criterionId, points: lived.confirmed.points }],
                reason: 'Điểm tự chấm cao hơn thực tế',
              },
      });
    pen.write(secretary, closedMs, { kind: 'meeting-closed', payload: {} }, SERVER_DEVICE);
  }
  return { frozen, entries: pen.entries, papers };
}

const asPayload = (mark: Mark): { points: number | null; met?: boolean; notApplicable?: boolean } =>
  typeof mark === 'number'
    ? { points: mark }
    : mark === 'not-applicable'
      ? { points: null, notApplicable: true }
      : { points: null, met: mark === 'met' };
