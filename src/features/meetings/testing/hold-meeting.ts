import { criteriaOf } from '#features/rulebooks/contract.ts';
import { addMonths, dayInMonth, monthOf } from '#kernel/civil-date.ts';
import { newId } from '#kernel/ids.ts';
import type { Person, TestWorld } from '#testing/test-world.ts';
import * as contract from '../contract.ts';
import type { EntryKind, EntryPayloads } from '../domain/entry.ts';

type Said = { [K in EntryKind]: { kind: K; payload: EntryPayloads[K] } }[EntryKind];

/** A device in somebody's hand: writes entries with a logical clock of its own and sends them. */
export class Device {
  readonly id = newId();
  #lamport: number;

  constructor(
    readonly world: TestWorld,
    readonly person: Person,
    readonly meetingId: string,
    lamport = 100,
  ) {
    this.#lamport = lamport;
  }

  write(said: Said, more: Record<string, unknown> = {}) {
    this.#lamport += 1;
    return {
      ...said,
      id: newId(this.world.clock.now()),
      meetingId: this.meetingId,
      branchId: this.world.ward.branch5,
      authorId: this.world.ward.people[this.person],
      deviceId: this.id,
      lamport: this.#lamport,
      at: this.world.clock.now(),
      ...more,
    };
  }

  async send(entries: unknown[]) {
    return this.world.as(this.person).call(contract.appendEntries, {
      params: { meetingId: this.meetingId },
      body: { entries: entries as never },
    });
  }

  /** Writes and sends; the test fails when one of them is refused. */
  async say(...said: Said[]) {
    const entries = said.map((each) => this.write(each));
    const reply = await this.send(entries);
    if (reply.status !== 200 || reply.body.refused.length > 0)
      throw new Error(`refused: ${JSON.stringify(reply.error ?? reply.body.refused)}`);
    return entries;
  }

  /** Writes and sends one entry that is expected to be refused; answers with the refusal's code. */
  async refusedWith(said: Said, more: Record<string, unknown> = {}) {
    const reply = await this.send([this.write(said, more)]);
    return reply.error?.code ?? reply.body.refused[0]?.code;
  }
}

export async function plan(
  world: TestWorld,
  plan: { month: string; plannedOn: string; kind?: 'regular' | 'thematic' | 'combined' },
) {
  const { body, error } = await world.as('an').call(contract.createMeeting, {
    params: { branchId: world.ward.branch5 },
    body: {
      kind: 'regular',
      plannedTime: '19:30',
      place: 'Nhà văn hóa tổ dân phố 5',
      ...plan,
    },
  });
  if (error) throw new Error(error.code);
  return body.id;
}

export const open = (world: TestWorld, person: Person, meetingId: string) =>
  world.as(person).call(contract.getMeeting, { params: { meetingId } });

/** The words that must not leave the branch. */
export const PRIVATE = 'Tôi tự nhận còn nóng nảy khi tiếp dân';
export const REMINDER = 'Nhắc đồng chí đi họp đúng giờ';

/** Holds everything from the start to the end of a meeting, so that only the follower's word is missing. */
export async function holdToTheEnd(
  world: TestWorld,
  meetingId: string,
  heldOn: string,
  tasks: string[] = [],
) {
  const { people } = world.ward;
  world.clock.set(heldOn, '19:30');
  const laptop = new Device(world, 'an', meetingId, 1_000);
  const next = addMonths(monthOf(heldOn), 1);
  const view = (await open(world, 'an', meetingId)).body;
  await laptop.say(
    {
      kind: 'meeting-started',
      payload: { chairId: people.an, heldOn, startedAt: world.clock.now() },
    },
    { kind: 'recorder-appointed', payload: { memberId: people.chi } },
  );
  for (const member of view.context.roll)
    if (member.status !== 'exempt')
      await laptop.say({
        kind: 'attendance-marked',
        payload: { memberId: member.memberId, presence: 'present', method: 'secretary' },
      });
  await laptop.say({
    kind: 'opinion-recorded',
    payload: {
      opinionId: newId(),
      speakerKind: 'member',
      speakerId: people.dung,
      text: PRIVATE,
      nature: 'self-criticism',
    },
  });
  const vote = async (matter: 'conclusion' | 'score' | 'minutes') => {
    const voteId = newId();
    await laptop.say(
      { kind: 'vote-opened', payload: { voteId, question: 'Thông qua', matter, method: 'show-of-hands' } },
      { kind: 'vote-counted', payload: { voteId, yes: 5, no: 0, abstain: 0 } },
      { kind: 'vote-closed', payload: { voteId, countedCasts: [] } },
    );
    return voteId;
  };
  await vote('conclusion');
  for (const task of view.context.lastMonthTasks)
    await laptop.say({
      kind: 'task-result-recorded',
      payload: { taskId: task.taskId, state: 'in-progress', percent: 50, cause: 'chờ thiết bị' },
    });
  for (const title of tasks)
    await laptop.say({
      kind: 'task-assigned',
      payload: {
        taskId: newId(),
        title,
        ownerId: people.giang,
        helperIds: [people.dung],
        output: 'Biên bản nghiệm thu',
        dueOn: dayInMonth(next, 20),
        reportMonth: next,
      },
    });
  await laptop.say({ kind: 'member-reminded', payload: { memberId: people.dung, text: REMINDER } });
  for (const criterion of criteriaOf(view.context.rules['score.sheet'].value))
    await laptop.say({
      kind: 'score-marked',
      payload: { criterionId: criterion.id, points: criterion.max },
    });
  await laptop.say({ kind: 'score-adopted', payload: { voteId: await vote('score') } });
  await laptop.say(
    { kind: 'minutes-read', payload: {} },
    { kind: 'minutes-adopted', payload: { voteId: await vote('minutes') } },
  );
  world.clock.pass(95);
  await laptop.say({ kind: 'meeting-ended', payload: { endedAt: world.clock.now() } });
  return laptop;
}

export const close = (world: TestWorld, person: Person, meetingId: string, key?: string) =>
  world.as(person).call(contract.closeMeeting, { params: { meetingId }, ...(key ? { key } : {}) });
