import { defineFeature } from '#platform/feature.ts';
import { handlers } from './http.ts';

export const search = defineFeature({
  name: 'search',
  tables: [],
  migrations: [],
  handlers,
  // Every hit is asked about by the rows of the features it belongs to.
  policy: [],
  errors: {},
  jobs: [],
  listeners: [],
  person: {
    export: async () => ({}),
    erase: async () => ({ kept: [] }),
  },
  onUnitChange: [],
  standing: [],
});
