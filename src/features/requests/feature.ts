import { defineFeature } from '#platform/feature.ts';
import { waitingRequests } from './actions/what-waits.ts';
import { requestsMigration } from './db/migrations/2026-11-25-requests.ts';
import { selectOfPerson } from './db/requests.sql.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

const stays = (column: string, because: string) => ({
  column,
  move: 'keep' as const,
  merge: 'keep' as const,
  split: 'keep' as const,
  end: 'keep' as const,
  because,
});

export const requests = defineFeature({
  name: 'requests',
  tables: ['requests.request', 'requests.field', 'requests.recipient', 'requests.answer'],
  migrations: [requestsMigration],
  handlers,
  policy,
  errors,
  jobs: [],
  listeners: [],
  person: {
    export: async (tx, personId) => ({ requests: await selectOfPerson(tx, personId) }),
    erase: async () => ({ kept: ['who asked, signed or answered a request: the record of the units'] }),
  },
  onUnitChange: [
    stays('requests.request.unit_id', 'A request stays the request of the committee that asked.'),
    stays(
      'requests.recipient.unit_id',
      'Whom it was put to is history; a unit that has ended answers no more.',
    ),
    stays('requests.answer.unit_id', 'What a unit answered stays its answer under the name of its day.'),
  ],
  standing: [],
  waiting: { of: { vi: 'yêu cầu số liệu', en: 'requests for figures' }, find: waitingRequests },
});
