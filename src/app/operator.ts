import { placeOf } from '#features/units/public.ts';
import { type Actor, holds } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import type { PolicyRow } from '#platform/feature.ts';
import { handlePrepared } from '#platform/http/handle.ts';
import { getServerFigures, type ServerFigures } from './server-figures.ts';

export const operatorPolicy: PolicyRow[] = [
  {
    verb: 'server.see',
    help: {
      vi: 'Chỉ người vận hành hệ thống xem trang này.',
      en: 'Only the operator of the system sees this page.',
    },
    allows: (actor, place) => holds(actor, place.unitId, 'operator'),
  },
];

/** There is one server for all units: it is asked about in the unit whose operator asks, or where the person belongs. */
function ownPlace(tx: Tx, today: CivilDate, { posts, memberships }: Actor) {
  const post = posts.find((held) => held.post === 'operator') ?? posts[0];
  const unitId = post?.unitId ?? memberships[0]?.branchId;
  if (unitId === undefined) throw new DomainError({ code: 'platform.not-found' });
  return placeOf(tx, unitId, today);
}

/** Figures of the machine, never of people: who keeps the server, in whatever unit, sees them. */
export const operatorHandlers = (figures: () => Promise<ServerFigures>) => [
  handlePrepared(
    getServerFigures,
    figures,
    async ({ tx, today, actor, authorize, prepared }) => {
      authorize(await ownPlace(tx, today, actor));
      return prepared;
    },
    { place: (tx, _params, today, actor) => ownPlace(tx, today, actor) },
  ),
];
