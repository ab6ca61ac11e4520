import { loadActor } from '#features/mandates/public.ts';
import { startTransfer, takeTransferStep } from '#features/transfers/public.ts';
import { addDays, type CivilDate, instantOf } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import type { SeededBranch, SeededWard } from './seed-ward.ts';

type Begun = Parameters<typeof startTransfer>[1];
type Step = Parameters<typeof takeTransferStep>[1]['step'];

/** A transfer under way: how many days ago things happened. */
type Plan = Pick<Begun, 'kind' | 'cause' | 'to'> & {
  from: SeededBranch;
  since: number;
  announced: number;
  requested?: number;
  introduced?: { ago: number; paper: string };
  presented?: number;
  stay?: { from: number; last: number };
};

/** Transfers of the demo ward in every state, some of them with little time left or none. Nobody has arrived yet. */
export async function seedTransfers(tx: Tx, world: World, ward: SeededWard, today: CivilDate): Promise<void> {
  const [first, , third, , fifth, sixth] = ward.branches as [
    SeededBranch,
    SeededBranch,
    SeededBranch,
    SeededBranch,
    SeededBranch,
    SeededBranch,
  ];
  const outside = (name: string) => ({ branchId: null, outside: name }) as const;
  const inside = (branch: SeededBranch) => ({ branchId: branch.id, outside: null }) as const;
  const plans: Plan[] = [
    {
      from: fifth,
      kind: 'official',
      cause: 'residence',
      to: outside('Chi bộ thôn Đông, Đảng ủy xã Phú Nghĩa'),
      since: 100,
      announced: 12,
    },
    {
      from: fifth,
      kind: 'official',
      cause: 'retirement',
      to: inside(third),
      since: 40,
      announced: 38,
      requested: 33,
      introduced: { ago: 31, paper: '31-GT/ĐU' },
    },
    {
      from: fifth,
      kind: 'temporary',
      cause: 'study',
      to: outside('Chi bộ Lớp cao cấp lý luận chính trị K74'),
      since: 9,
      announced: 8,
      requested: 5,
      stay: { from: 20, last: 300 },
    },
    {
      from: sixth,
      kind: 'official',
      cause: 'residence',
      to: inside(fifth),
      since: 30,
      announced: 28,
      requested: 21,
      introduced: { ago: 16, paper: '34-GT/ĐU' },
      presented: 3,
    },
    {
      from: first,
      kind: 'official',
      cause: 'work',
      to: inside(ward.branches[10]!),
      since: 15,
      announced: 14,
      requested: 6,
    },
  ];
  const taken = new Map<Id, number>();
  for (const plan of plans) {
    const ago = (days: number) => addDays(today, -days);
    const at = taken.get(plan.from.id) ?? 0;
    taken.set(plan.from.id, at + 1);
    // Plain members, away from the front of the list where posts are.
    const member = plan.from.members.slice(12).filter((m) => m.status === 'official')[at * 3];
    if (!member) continue;
    const act = async <T>(
      by: Id,
      days: number,
      work: (request: Parameters<typeof takeTransferStep>[0]) => Promise<T>,
    ) => {
      const actor = await loadActor(tx, by, ago(days));
      if (!actor) throw new Error('Who acts in the invented transfers is not known.');
      const nowMs = instantOf(ago(days), '10:00');
      return work({ tx, world, today: ago(days), nowMs, actor, record: async () => {} });
    };
    const transferId = await act(plan.from.secretaryId, plan.announced, (request) =>
      startTransfer(
        request,
        {
          personId: member.personId,
          branchId: plan.from.id,
          kind: plan.kind,
          cause: plan.cause,
          causeOn: ago(plan.since),
          to: plan.to,
          stayFrom: plan.stay ? addDays(today, plan.stay.from) : null,
          lastDay: plan.stay ? addDays(today, plan.stay.last) : null,
        },
        plan.from.id,
      ),
    );
    const take = (by: Id, unitId: Id, days: number, step: Step) =>
      act(by, days, (request) =>
        takeTransferStep(request, { transferId, step, unitId, isOfSide: () => true }),
      );
    const { requested, introduced, presented } = plan;
    if (requested !== undefined)
      await take(plan.from.secretaryId, plan.from.id, requested, {
        step: 'request',
        on: ago(requested),
        hasReview: true,
        lateReason: null,
      });
    if (introduced)
      await take(ward.officerId, ward.wardId, introduced.ago, {
        step: 'introduce',
        on: ago(introduced.ago),
        paper: introduced.paper,
      });
    if (presented !== undefined)
      await take(fifth.secretaryId, fifth.id, presented, {
        step: 'present',
        on: ago(presented),
        lateReason: null,
      });
  }
}
