import { defineFeature } from '#platform/feature.ts';
import { rulebooksMigration, seededVersionsMigration } from './db/migrations/2026-11-23-rulebooks.ts';
import { rulebooksOfFollowingMigration } from './db/migrations/2026-11-25-rulebooks-of-following.ts';
import { rulebooksOfMembersMigration } from './db/migrations/2026-11-25-rulebooks-of-members.ts';
import { rulebooksOfRequestsMigration } from './db/migrations/2026-11-25-rulebooks-of-requests.ts';
import { rulebooksOfUnitsMigration } from './db/migrations/2026-11-25-rulebooks-of-units.ts';
import { rulebooksOfVotingMigration } from './db/migrations/2026-11-25-rulebooks-of-voting.ts';
import { heldRulesMigration } from './db/migrations/2026-11-26-held-rules.ts';
import { noLikenessPointsMigration } from './db/migrations/2026-11-26-no-likeness-points.ts';
import { oneSecretaryMigration } from './db/migrations/2026-11-26-one-secretary.ts';
import { rulebooksOfPlacesMigration } from './db/migrations/2026-11-26-rulebooks-of-places.ts';
import { rulebooksOfGradingMigration } from './db/migrations/2026-11-27-rulebooks-of-grading.ts';
import { rulesOfSignsMigration } from './db/migrations/2026-11-27-rules-of-signs.ts';
import { selectSetBy } from './db/rulebooks.sql.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

export const rulebooks = defineFeature({
  name: 'rulebooks',
  tables: ['rulebooks.version', 'rulebooks.override', 'rulebooks.day_off'],
  migrations: [
    rulebooksMigration,
    seededVersionsMigration,
    rulebooksOfMembersMigration,
    rulebooksOfVotingMigration,
    rulebooksOfUnitsMigration,
    rulebooksOfFollowingMigration,
    rulebooksOfRequestsMigration,
    rulebooksOfPlacesMigration,
    noLikenessPointsMigration,
    oneSecretaryMigration,
    heldRulesMigration,
    rulesOfSignsMigration,
    rulebooksOfGradingMigration,
  ],
  handlers,
  policy,
  errors,
  jobs: [],
  listeners: [],
  person: {
    export: async (tx, personId) => ({ rulesSet: await selectSetBy(tx, personId) }),
    erase: async () => ({ kept: ['rules set for a committee: acts of the committee'] }),
  },
  onUnitChange: [
    {
      column: 'rulebooks.override.unit_id',
      move: 'keep',
      merge: 'keep',
      split: 'keep',
      end: 'keep',
      because:
        'A committee’s rules hold for its own subtree as it lies on each day; those of an ended unit reach nobody.',
    },
  ],
  standing: [],
});
