import { handle } from '#platform/http/handle.ts';
import { findPeopleAndUnits } from './actions/find.ts';
import { find } from './contract.ts';

export const handlers = [
  handle(
    find,
    async ({ tx, body, actor, may, today, noteRead }) => {
      const found = await findPeopleAndUnits(tx, body.text, { actor, may }, today);
      // Inside the own branch everybody knows everybody; beyond it, being shown is being read.
      const home = new Set(actor.memberships.map((m) => m.branchId));
      noteRead(
        'search.find',
        found.people.filter((hit) => !home.has(hit.unit.id)).map((hit) => hit.personId),
      );
      return found;
    },
    // Asking twice is finding twice; nothing is changed by it.
    { idempotentByBody: true },
  ),
];
