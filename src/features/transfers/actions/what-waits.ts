import type { Actor } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Waiting } from '#platform/feature.ts';
import { selectOpenAt } from '../db/transfers.sql.ts';
import { type Duty, dutyOf, runningClock } from '../domain/transfer.ts';
import { STAFF } from '../policy.ts';
import { termsOf } from './course.ts';

const WORDS: Record<Duty, Waiting['text']> = {
  request: {
    vi: 'Đề nghị chuyển sinh hoạt đảng cho đảng viên',
    en: 'Ask for the introduction of a member who leaves',
  },
  introduce: { vi: 'Cấp giấy giới thiệu sinh hoạt đảng', en: 'Give the introduction of a member' },
  receive: { vi: 'Tiếp nhận đảng viên chuyển đến', en: 'Receive a member who arrives' },
  'note-reception': {
    vi: 'Ghi việc nơi đến đã tiếp nhận đảng viên',
    en: 'Note that the organisation outside has received the member',
  },
};

/** Transfers whose next step is this person's to take, by unit and kind of step. */
export async function waitingTransfers(tx: Tx, actor: Actor, today: CivilDate): Promise<Waiting[]> {
  const unitIds = actor.posts.filter((held) => STAFF.includes(held.post)).map((held) => held.unitId);
  if (unitIds.length === 0) return [];
  const found = new Map<string, { unitId: Id; duty: Duty; count: number; isLate: boolean }>();
  for (const row of await selectOpenAt(tx, unitIds)) {
    const next = dutyOf(row);
    if (!next || !unitIds.includes(next.unitId)) continue;
    const clock =
      row.state === 'announced' || row.state === 'introduced'
        ? runningClock(row, await termsOf(tx, row, today))
        : null;
    const key = `${next.unitId} ${next.duty}`;
    const before = found.get(key);
    found.set(key, {
      ...next,
      count: (before?.count ?? 0) + 1,
      isLate: (before?.isLate ?? false) || (clock !== null && clock.daysLeft < 0),
    });
  }
  return [...found.values()].map(({ unitId, duty, count, isLate }) => ({
    key: `transfers.${duty}`,
    text: WORDS[duty],
    count,
    counted: { vi: 'đảng viên', en: 'members', enOne: 'member' },
    unitId,
    to: `/units/${unitId}/transfers`,
    isLate,
  }));
}
