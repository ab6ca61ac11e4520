import { defineFeature } from '#platform/feature.ts';
import { readWaitingFiles } from './actions/read-waiting-files.ts';
import { whatComes } from './actions/what-comes.ts';
import { waitingDirectives } from './actions/what-waits.ts';
import { readdressByPlan, selectDirectivesOfPerson } from './db/directives.sql.ts';
import { directivesMigration } from './db/migrations/2026-11-23-directives.ts';
import { papersAsATreeMigration } from './db/migrations/2026-11-25-papers-as-a-tree.ts';
import { filesOfPapersMigration } from './db/migrations/2026-11-26-files-of-papers.ts';
import { takenNumbersMigration } from './db/migrations/2026-11-26-taken-numbers.ts';
import { unverifiedPapersMigration } from './db/migrations/2026-11-26-unverified-papers.ts';
import { wordsOfFilesMigration } from './db/migrations/2026-11-26-words-of-files.ts';
import { takenUpMigration } from './db/migrations/2026-11-27-taken-up.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

export const directives = defineFeature({
  name: 'directives',
  tables: [
    'directives.directive',
    'directives.recipient',
    'directives.link',
    'directives.taken_number',
    'directives.paper_file',
  ],
  migrations: [
    directivesMigration,
    papersAsATreeMigration,
    takenNumbersMigration,
    wordsOfFilesMigration,
    unverifiedPapersMigration,
    filesOfPapersMigration,
    takenUpMigration,
  ],
  handlers,
  policy,
  errors,
  jobs: [{ name: 'directives.read-files', pattern: '*/5 * * * *', run: readWaitingFiles }],
  listeners: [],
  person: {
    export: async (tx, personId) => ({ directives: await selectDirectivesOfPerson(tx, personId) }),
    erase: async () => ({ kept: ['who sent and who first opened a paper: the record of the units'] }),
  },
  onUnitChange: [
    {
      column: 'directives.taken_number.unit_id',
      move: 'keep',
      merge: 'keep',
      split: 'keep',
      end: 'keep',
      because: 'Numbers of papers stay with the committee that issued them.',
    },
    {
      column: 'directives.directive.unit_id',
      move: 'keep',
      merge: 'keep',
      split: 'keep',
      end: 'keep',
      because:
        'A paper stays the paper of the committee that issued it, also when that committee is no more.',
    },
    {
      column: 'directives.recipient.unit_id',
      move: 'keep',
      merge: 'carry',
      split: 'carry',
      end: 'keep',
      because:
        'That a unit received a paper is history; what is still to be carried out is addressed to those who carry on.',
    },
  ],
  standing: [],
  carry: readdressByPlan,
  ahead: whatComes,
  waiting: { of: { vi: 'văn bản', en: 'papers' }, find: waitingDirectives },
});
