// The walls of the house, as rules for dependency-cruiser. Each has a name and a sentence;
// each is broken on purpose in scripts/boundary-fixture, and a test sees that it is caught there.

import { builtinModules } from 'node:module';
import type { IReachabilityForbiddenRuleType, IRegularForbiddenRuleType } from 'dependency-cruiser';

type Target = IRegularForbiddenRuleType['to'] & Partial<IReachabilityForbiddenRuleType['to']>;
type Rule = {
  name: string;
  comment: string;
  severity: 'error';
  from: IRegularForbiddenRuleType['from'];
  to: Target;
};

const TEST = '\\.(test|spec)\\.tsx?$';
/** Builders and worlds for tests, of the whole or of one folder. */
const TESTING = '/testing(\\.ts$|/)';
const FEATURE = '^src/features/([^/]+)/';
const DOORS = '(contract\\.ts|public\\.ts|widgets\\.tsx)$';
const COMPOSERS = '^(src/(app|cli|testing)|e2e|bench|scripts)/';
/** What the composing folders and tests may open beside the three doors. */
const INNER_DOORS = '(feature\\.ts|ui/routes\\.tsx?|testing\\.ts|testing/.+)$';

const npm = (...names: string[]): string => `(^|/)node_modules/(${names.join('|')})/`;
const NODE = `^(node:)?(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$`;
const SERVER_PACKAGES = npm(
  'kysely',
  'pg',
  '@electric-sql/[^/]+',
  'fastify[^/]*',
  '@fastify/[^/]+',
  'nodemailer',
  'docx',
  'pdfmake',
  'hucre',
  'croner',
);
const UI_PACKAGES = npm('react[^/]*', '@mantine/[^/]+', '@tanstack/[^/]+', 'dexie', 'i18next');

/** A regular expression for one of these folder names. */
const oneOf = (names: readonly string[]): string => `(${names.join('|')})`;

const rule = (name: string, comment: string, from: Rule['from'], to: Rule['to']): Rule => ({
  name,
  comment,
  severity: 'error',
  from,
  to,
});

/**
 * Nothing later in the order, for each feature that exists. A folder that the order does not name
 * ranks after all others; the check refuses it separately.
 */
function rankRules(order: readonly string[], present: readonly string[]): Rule[] {
  const unranked = present.filter((name) => !order.includes(name));
  const ranked = order.filter((name) => present.includes(name));
  return ranked.flatMap((name, rank) => {
    const later = [...ranked.slice(rank + 1), ...unranked];
    if (later.length === 0) return [];
    return [
      rule(
        `rank-${name}`,
        `${name} imports only features before it in src/app/features-order.ts. Speak backwards by event or hook.`,
        { path: `^src/features/${name}/` },
        { path: `^src/features/${oneOf(later)}/` },
      ),
    ];
  });
}

/** All rules for the feature folders that are `present`; `order` names every feature, lowest rank first. */
export const boundaryRules = (
  order: readonly string[],
  present: readonly string[],
  /** Features whose contract holds values only; their schemas stand in routes.ts, which is no door. */
  schemaless: readonly string[] = [],
): Rule[] => [
  ...rankRules(order, present),

  rule(
    'doors-only',
    'Another feature is entered by contract.ts, public.ts or widgets.tsx; tests may also use its testing builders.',
    { path: FEATURE, pathNot: TEST },
    { path: FEATURE, pathNot: ['^src/features/$1/', `^src/features/[^/]+/${DOORS}`] },
  ),
  rule(
    'doors-only',
    'Tests enter another feature by its doors or its testing builders.',
    { path: `${FEATURE}.*${TEST}` },
    {
      path: FEATURE,
      pathNot: ['^src/features/$1/', `^src/features/[^/]+/${DOORS}`, `^src/features/[^/]+/testing(\\.ts|/)`],
    },
  ),
  rule(
    'doors-only',
    'App, command line and test worlds compose features from their doors, manifests, pages and builders.',
    { path: COMPOSERS },
    { path: FEATURE, pathNot: [`^src/features/[^/]+/${DOORS}`, `^src/features/[^/]+/${INNER_DOORS}`] },
  ),

  rule(
    'contract-is-pure',
    'contract.ts is read by everybody, pages included: kernel, zod, own domain and earlier contracts only.',
    { path: '^src/features/([^/]+)/contract\\.ts$' },
    {
      pathNot: [
        '^src/kernel/',
        npm('zod'),
        '^src/features/$1/(domain/|routes\\.ts$)',
        '^src/features/[^/]+/contract\\.ts$',
      ],
    },
  ),
  rule(
    'domain-imports-only-values',
    'Domain code imports the kernel, domain code of its own feature, and contracts.',
    { path: '^src/features/([^/]+)/domain/', pathNot: TEST },
    {
      pathNot: [
        '^src/kernel/',
        npm('zod'),
        '^src/features/$1/domain/',
        '^src/features/$1/errors\\.ts$',
        '^src/features/[^/]+/contract\\.ts$',
      ],
    },
  ),
  rule(
    'domain-reaches-nothing',
    'Values in, values out: not even through others does domain code reach platform, database, React or Node.',
    { path: '^src/features/[^/]+/domain/', pathNot: TEST },
    {
      path: [
        '^src/(platform|ui-kit|app|cli|testing)/',
        '^src/features/[^/]+/((db|actions|ui)/|(http|public|policy|feature)\\.ts$|widgets\\.tsx$)',
        NODE,
        SERVER_PACKAGES,
        UI_PACKAGES,
      ],
      reachable: true,
    },
  ),
  rule(
    'ui-no-server',
    'Pages and widgets never reach actions, SQL, policies, the platform or Node: the browser would carry them.',
    { path: ['^src/features/[^/]+/(ui/|widgets\\.tsx$)', '^src/ui-kit/', '^src/app/client'], pathNot: TEST },
    {
      path: [
        '^src/(platform|cli|testing)/',
        '^src/features/[^/]+/((db|actions)/|(http|public|policy|feature)\\.ts$)',
        NODE,
        SERVER_PACKAGES,
      ],
      reachable: true,
    },
  ),
  rule(
    'ui-kit-knows-no-product',
    'The ui-kit has no product words: it imports the kernel and itself.',
    { path: '^src/ui-kit/' },
    { path: '^src/(features|platform|app|cli)/' },
  ),
  rule(
    'contracts-by-type-in-pages',
    'Pages import contracts by type: the schemas and their library stay out of the browser.',
    { path: ['^src/features/[^/]+/(ui/|widgets\\.tsx$)', '^src/app/client'], pathNot: TEST },
    {
      path: '^src/features/[^/]+/contract\\.ts$',
      ...(schemaless.length ? { pathNot: `^src/features/${oneOf(schemaless)}/contract\\.ts$` } : {}),
      dependencyTypesNot: ['type-only'],
    },
  ),
  rule(
    'schemaless-contracts',
    'A contract that pages may import by value reaches no schema: those stand in routes.ts, known by type only.',
    { path: `^src/features/${oneOf(schemaless.length ? schemaless : ['none'])}/contract\\.ts$` },
    { path: [npm('zod'), '/routes\\.ts$'], dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'platform-below-features',
    'The platform knows no feature.',
    { path: '^src/platform/', pathNot: TEST },
    { path: '^src/(features|ui-kit|app|cli|testing)/' },
  ),
  rule(
    'nobody-imports-app',
    'src/app composes and decides nothing, so nothing is to be had there; the command line and test worlds start it.',
    { path: '^src/', pathNot: ['^src/(app|cli|testing)/', TEST] },
    { path: '^src/(app|cli)/' },
  ),
  rule(
    'tests-stay-outside',
    'What is served never imports tests, builders or development packages.',
    { path: '^src/', pathNot: [TEST, TESTING] },
    {
      path: [TEST, TESTING, npm('vitest', 'fast-check', 'playwright-core')],
    },
  ),
  rule(
    'kernel-imports-nothing',
    'The kernel stands on the language alone; a type may be named.',
    { path: '^src/kernel/', pathNot: TEST },
    { pathNot: '^src/kernel/', dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'no-cycles',
    'Files that need each other are one file, or lack a third. Types may point both ways inside the platform.',
    {},
    { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  ),
  rule(
    'no-orphans',
    'A file that nothing imports and that imports nothing is forgotten.',
    {
      orphan: true,
      pathNot: [
        TEST,
        '\\.d\\.ts$',
        '\\.(css|svg|html|json)$',
        '^scripts/',
        '^vite(st)?\\.config\\.ts$',
        '^src/app/features-order\\.ts$',
      ],
    },
    {},
  ),
  rule(
    'all-imports-resolve',
    'An import leads to a file or an installed package.',
    {},
    { couldNotResolve: true },
  ),
];
