import { civilDateAt, instantOf } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { CopyLane, CopyStream } from '#platform/database/copy.ts';
import type { TestWorld } from '#testing/test-world.ts';
import { keepRules } from '../actions/plan-meeting.ts';
import { meetingTables } from '../db/copy-tables.ts';
import type { AttendanceOf } from '../db/meetings.sql.ts';

/** Branch 5's meeting of a month as it was taken over from the paper minutes book. */
export const takeOverMeeting = (
  world: TestWorld,
  held: { month: string; heldOn: string; presences: Record<Id, 'present' | 'excused' | 'unexcused'> },
): Promise<Id> =>
  world.write(async (tx) => {
    const { branch5, people } = world.ward;
    const at = instantOf(held.heldOn, '19:30');
    const id = newId(at);
    const lane = new CopyLane(tx);
    const meetings = new CopyStream(lane, meetingTables.meeting);
    const attendance = new CopyStream(lane, meetingTables.attendance);
    const marks = Object.entries(held.presences);
    await meetings.write({
      id,
      branchId: branch5,
      month: held.month,
      kind: 'regular',
      plannedOn: held.heldOn,
      plannedTime: '19:30',
      place: 'Nhà văn hóa tổ dân phố 5',
      stage: 'closed',
      heldOn: held.heldOn,
      rulesId: (await keepRules(tx, branch5, held.heldOn)).rulesId,
      frozen: null,
      entryCount: 0,
      roomSecret: 'none',
      createdBy: people.an,
      createdAt: new Date(at).toISOString(),
      closedAt: new Date(at).toISOString(),
      minutesNumber: '04-BB/CB',
      resolutionNumber: null,
      base: marks.length,
      present: marks.filter(([, presence]) => presence === 'present').length,
      ownScore: 88.5,
      confirmedScore: null,
      noticeSent: true,
      takenOver: {
        from: 'minutes-book',
        source: `Sổ biên bản chi bộ năm ${civilDateAt(at).slice(0, 4)}`,
        at: new Date(world.clock.now()).toISOString(),
      },
    });
    await meetings.end();
    const roll: AttendanceOf = { present: [], excused: [], unexcused: [] };
    for (const [personId, presence] of marks) roll[presence].push(personId);
    await attendance.write({ meetingId: id, branchId: branch5, heldOn: held.heldOn, ...roll });
    await attendance.end();
    return id;
  });
