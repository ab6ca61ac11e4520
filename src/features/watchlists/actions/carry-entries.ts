import { placeInLife } from '#features/units/public.ts';
import { civilDateAt } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Ahead, ComingEffect, TakingEffect } from '#platform/feature.ts';
import { carryEntry, insertLine, selectOpenOn, selectTouched, takeOff } from '../db/entries.sql.ts';
import { type Fate, fateOf } from '../domain/fate.ts';

type Judged = { id: Id; unitId: Id; branchId: Id; fate: Fate };

/** What a plan makes of each open entry that it touches; `aboveOf` tells who will lie above an organisation, where that is known. */
async function judge(
  tx: Tx,
  ended: ComingEffect['ended'],
  aboveOf: (branchId: Id) => Promise<readonly Id[] | null>,
): Promise<Judged[]> {
  const heirsOf = new Map(ended.map(({ unitId, successorIds }) => [unitId, successorIds]));
  const touched = await selectTouched(tx, [...heirsOf.keys()]);
  if (touched.length === 0) return [];
  const heirs = touched.flatMap(({ branchId }) => heirsOf.get(branchId) ?? [branchId]);
  const taken = new Set(
    (await selectOpenOn(tx, heirs)).map(({ unitId, branchId }) => `${unitId} ${branchId}`),
  );
  const judged: Judged[] = [];
  for (const { id, unitId, branchId } of touched) {
    const branchHeirs = heirsOf.get(branchId) ?? [branchId];
    const [only] = branchHeirs;
    const fate = fateOf({
      branchHeirs,
      committeeHeirs: heirsOf.get(unitId) ?? [unitId],
      above: branchHeirs.length === 1 && only !== undefined ? await aboveOf(only) : null,
      isTaken: (to) =>
        (to.unitId !== unitId || to.branchId !== branchId) && taken.has(`${to.unitId} ${to.branchId}`),
    });
    if (fate.kind === 'carry') taken.add(`${fate.unitId} ${fate.branchId}`);
    judged.push({ id, unitId, branchId, fate });
  }
  return judged;
}

const END_WORDS = {
  ended: 'Tổ chức kết thúc hoạt động theo phương án sắp xếp.',
  split: 'Tổ chức được chia tách theo phương án sắp xếp; cấp ủy xem xét lại từng tổ chức mới.',
  taken: 'Tổ chức được hợp nhất vào tổ chức đang có trong danh sách theo dõi.',
  committee: 'Sau sắp xếp, tổ chức không còn trực thuộc cấp ủy theo dõi.',
} as const;

/** Open entries go to the organisation and the committee that carry on, or leave the list with the reason. */
export async function carryEntries(tx: Tx, plan: TakingEffect): Promise<void> {
  const judged = await judge(tx, plan.ended, async (branchId) => {
    const place = await placeInLife(tx, branchId, plan.on);
    return place.above;
  });
  for (const { id, fate } of judged) {
    const line = {
      id: newId(plan.nowMs),
      entryId: id,
      at: new Date(plan.nowMs),
      on: civilDateAt(plan.nowMs),
      by: plan.by,
    };
    if (fate.kind === 'carry') {
      await carryEntry(tx, id, fate);
      await insertLine(tx, {
        ...line,
        kind: 'carried',
        words: `Chuyển tiếp theo phương án sắp xếp số ${plan.decision.number}.`,
      });
      continue;
    }
    await takeOff(tx, id, {
      state: 'removed',
      on: plan.on,
      words: END_WORDS[fate.because],
      evidence: null,
      signs: [],
    });
    await insertLine(tx, { ...line, kind: 'ended', words: END_WORDS[fate.because] });
  }
}

/** Entries that a plan would carry, and those that it would end. The new tree is not drawn yet: the committee is foreseen by its heirs. */
export async function entriesToCome(tx: Tx, plan: ComingEffect): Promise<Ahead[]> {
  const judged = await judge(tx, plan.ended, async () => null);
  const carried = judged.flatMap(({ branchId, fate }) =>
    fate.kind === 'carry' ? [{ branchId, into: fate.branchId }] : [],
  );
  const ended = judged.flatMap(({ branchId, fate }) =>
    fate.kind === 'end' ? [{ branchId, because: fate.because }] : [],
  );
  return [
    {
      key: 'watchlists.carried',
      title: {
        vi: 'Mục theo dõi, củng cố được chuyển tiếp',
        en: 'Entries of watch lists that are carried on',
      },
      lines: carried.map(({ branchId, into }) => ({
        unitId: branchId,
        what: { vi: 'tiếp tục được theo dõi', en: 'stays on the list' },
        intoIds: [into],
      })),
    },
    {
      key: 'watchlists.ended',
      title: { vi: 'Mục theo dõi, củng cố kết thúc', en: 'Entries of watch lists that end' },
      lines: ended.map(({ branchId, because }) => ({
        unitId: branchId,
        what: {
          ended: { vi: 'tổ chức kết thúc', en: 'the organisation ends' },
          split: { vi: 'tổ chức chia tách, xem xét lại', en: 'split up, to be looked at anew' },
          taken: { vi: 'tổ chức tiếp nhận đã ở trong danh sách', en: 'its heir is on the list already' },
          committee: { vi: 'không còn trực thuộc cấp ủy theo dõi', en: 'no committee of the list above it' },
        }[because],
        intoIds: [],
      })),
    },
  ];
}
