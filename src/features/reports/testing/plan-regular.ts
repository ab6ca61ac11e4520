import { planMeeting } from '#features/meetings/public.ts';
import type { Id } from '#kernel/ids.ts';
import type { TestWorld } from '#testing/test-world.ts';

/** A branch plans its regular meeting of the month in which that day lies. Gives the meeting. */
export const planRegular = (world: TestWorld, branchId: Id, plannedOn: string, today: string): Promise<Id> =>
  world.write(async (tx) => {
    const { id } = await planMeeting(
      tx,
      {
        branchId,
        month: plannedOn.slice(0, 7),
        kind: 'regular',
        plannedOn,
        plannedTime: '19:30',
        place: 'Nhà văn hóa',
      },
      { personId: world.ward.people.an, today },
      world.clock.now(),
    );
    return id;
  });
