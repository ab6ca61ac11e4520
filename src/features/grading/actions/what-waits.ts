import { type Actor, type Post, unitsHeldAs } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Waiting } from '#platform/feature.ts';
import { countWaiting } from '../db/sheets.sql.ts';

const WRITING: Post[] = ['secretary', 'deputy-secretary'];
const DECIDING: Post[] = ['secretary', 'deputy-secretary', 'officer'];

const BRANCHES = { vi: 'chi bộ', en: 'branches', enOne: 'branch' };
const WHAT = {
  write: {
    key: 'grading.write',
    text: { vi: 'Tự đánh giá, xếp loại chi bộ', en: 'Grade the branch' },
    counted: { vi: 'đợt', en: 'rounds', enOne: 'round' },
    page: 'grading',
  },
  appraise: {
    key: 'grading.appraise',
    text: { vi: 'Thẩm định bản tự xếp loại', en: 'Appraise self-gradings' },
    counted: BRANCHES,
    page: 'gradings',
  },
  decide: {
    key: 'grading.decide',
    text: { vi: 'Quyết định xếp loại', en: 'Decide on grades' },
    counted: BRANCHES,
    page: 'gradings',
  },
} as const;

/** Sheets that a branch has not sent; for a committee those to appraise and to decide. */
export async function waitingGrading(tx: Tx, actor: Actor, today: CivilDate): Promise<Waiting[]> {
  const found = await countWaiting(tx, unitsHeldAs(actor, WRITING), unitsHeldAs(actor, DECIDING), today);
  return found.map(({ unitId, what, count, isLate }) => {
    const { key, text, counted, page } = WHAT[what];
    return { key, text, count, counted, unitId, to: `/units/${unitId}/${page}`, isLate };
  });
}
