// Writes the skeleton of a feature: a small thing that compiles, passes the checks and shows where what goes.
//
//   npm run new:feature feedback

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const refuse = (sentence) => {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
};

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const name = process.argv[2] ?? '';
const root = process.argv[3] ?? fileURLToPath(new URL('..', import.meta.url));
if (!kebab.test(name))
  refuse(
    'Usage: npm run new:feature NAME, where NAME is a kebab-case noun in the plural: feedback, watchlists.',
  );

const folder = join(root, 'src/features', name);
if (existsSync(join(folder, 'feature.ts'))) refuse(`src/features/${name} is there already.`);
const order = readFileSync(join(root, 'src/app/features-order.ts'), 'utf8');
if (!order.includes(`'${name}'`))
  refuse(
    `Give ${name} its place in src/app/features-order.ts first: after every feature that it builds on, ` +
      'before every feature that will build on it.',
  );

const camel = name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const pascal = camel[0].toUpperCase() + camel.slice(1);
const schema = name.replaceAll('-', '_');
const inVietnam = new Date(Date.now() + 7 * 3_600_000).toISOString();
const day = inVietnam.slice(0, 10);
const minute = inVietnam.slice(11, 16).replace(':', '');

const files = {
  'README.md': `# ${name}

What it is in one sentence. Its words (English = tiếng Việt), its rules with their sources, who calls it.
`,
  'contract.ts': `import { z } from 'zod';
import { id } from '#features/units/contract.ts';
import { route } from '#kernel/route.ts';

export const note = z
  .object({ id, unitId: id, text: z.string().min(1).max(2000) })
  .meta({ id: '${pascal}Note' });
export type Note = z.infer<typeof note>;

export const listNotes = route({
  method: 'GET',
  path: '/api/units/:unitId/${name}',
  summary: 'Notes of a unit',
  verb: '${name}.list',
  params: z.object({ unitId: id }),
  response: z.object({ notes: z.array(note) }),
});
`,
  'errors.ts': `import type { ErrorTable } from '#kernel/error-table.ts';

/** One row per code: what is wrong and what to do, in both languages. */
export const errors = {} satisfies ErrorTable;
`,
  'policy.ts': `import { belongsTo, holds, holdsAbove } from '#kernel/actor.ts';
import type { PolicyRow } from '#platform/feature.ts';

export const policy: PolicyRow[] = [
  {
    verb: '${name}.list',
    help: {
      vi: 'Dành cho đảng viên của đơn vị và cấp ủy cấp trên.',
      en: 'For members of the unit and the committees above it.',
    },
    allows: (actor, place) =>
      belongsTo(actor, place.unitId) !== undefined ||
      holds(actor, place.unitId, 'secretary', 'deputy-secretary', 'committee-member') ||
      holdsAbove(actor, place, 'secretary', 'deputy-secretary', 'officer'),
  },
];
`,
  [`db/migrations/${day}-${name}.ts`]: `import type { Migration } from '#platform/database/migrate.ts';

export const ${camel}Migration: Migration = {
  name: '${day}-${minute}-${name}',
  sql: \`
    create schema ${schema};
    create table ${schema}.note (
      id uuid primary key,
      unit_id uuid not null references units.unit,
      text text not null
    );
    -- Every list is of one unit.
    create index note_by_unit on ${schema}.note (unit_id);
  \`,
};
`,
  [`db/${name}.sql.ts`]: `import type { Id } from '#kernel/ids.ts';
import { rows, sql, type Tx } from '#platform/database/database.ts';
import type { Note } from '../contract.ts';

/** Notes of a unit, oldest first. */
export const selectNotes = (tx: Tx, unitId: Id) =>
  rows(
    tx,
    sql<Note>\`select id, unit_id as "unitId", text from ${schema}.note where unit_id = \${unitId} order by id\`,
  );
`,
  'http.ts': `import { placeOf } from '#features/units/public.ts';
import { handle } from '#platform/http/handle.ts';
import * as contract from './contract.ts';
import { selectNotes } from './db/${name}.sql.ts';

export const handlers = [
  handle(contract.listNotes, async ({ tx, params, authorize, today }) => {
    authorize(await placeOf(tx, params.unitId, today));
    return { notes: await selectNotes(tx, params.unitId) };
  }),
];
`,
  'feature.ts': `import { defineFeature } from '#platform/feature.ts';
import { ${camel}Migration } from './db/migrations/${day}-${name}.ts';
import { errors } from './errors.ts';
import { handlers } from './http.ts';
import { policy } from './policy.ts';

export const ${camel} = defineFeature({
  name: '${name}',
  tables: ['${schema}.note'],
  migrations: [${camel}Migration],
  handlers,
  policy,
  errors,
  jobs: [],
  listeners: [],
  person: {
    export: async () => ({}),
    erase: async () => ({ kept: [] }),
  },
  onUnitChange: [
    {
      column: '${schema}.note.unit_id',
      move: 'keep',
      merge: 'refuse',
      split: 'refuse',
      end: 'keep',
      because: 'Say here why the answers above are right for these rows.',
    },
  ],
  standing: [],
});
`,
  'ui/text.ts': `import { defineText } from '#ui-kit/text.ts';

export const use${pascal}Text = defineText('${name}', {
  vi: { title: 'Ghi chú' },
  en: { title: 'Notes' },
});
`,
  [`ui/${name}-page.tsx`]: `import { use${pascal}Text } from './text.ts';

/** One question, one main action. */
export function ${pascal}Page() {
  const t = use${pascal}Text();
  return <h1>{t('title')}</h1>;
}
`,
  'ui/routes.tsx': `import type { PageDefinition } from '#ui-kit/page.ts';

export const pages: readonly PageDefinition[] = [
  {
    path: '/units/$unitId/${name}',
    title: { vi: 'Ghi chú', en: 'Notes' },
    load: () => import('./${name}-page.tsx').then((m) => m.${pascal}Page),
  },
];
`,
};

for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
process.stdout.write(`src/features/${name} is written. Now
  1. add \`${camel}\` to src/app/features.ts and its pages to src/app/client/pages.ts, at its rank;
  2. put the real nouns in place of "note", and their words into docs/language.md;
  3. add domain/, actions/, public.ts and widgets.tsx when there is something to put into them;
  4. run "npm run fix" (draws docs/map.md anew) and "npm test".
`);
