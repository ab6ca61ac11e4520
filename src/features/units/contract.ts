import { z } from 'zod';
import { isCivilDate } from '#kernel/civil-date.ts';
import { route } from '#kernel/route.ts';
import { TERRAINS } from './domain/terrain.ts';
import { CHANGE_VERBS } from './domain/unit-change.ts';
import { SECTORS, UNIT_KINDS } from './domain/unit-kinds.ts';

export { mayStandUnder } from './domain/levels.ts';
export { formOfUnit, type PlaceForm } from './domain/party-names.ts';
export { TERRAINS, type Terrain } from './domain/terrain.ts';
export {
  isBranchKind,
  kindWords,
  SECTORS,
  type Sector,
  sectorWords,
  UNIT_KINDS,
  type UnitKind,
} from './domain/unit-kinds.ts';

export const civilDate = z.string().refine(isCivilDate, 'yyyy-mm-dd').meta({ format: 'date' });
export const id = z.uuid();

export const unitSummary = z
  .object({
    id,
    name: z.string(),
    kind: z.enum(UNIT_KINDS),
    sector: z.enum(SECTORS).nullable(),
    code: z.string().nullable(),
  })
  .meta({ id: 'Unit' });
export type UnitSummary = z.infer<typeof unitSummary>;

/** A unit in a tree, with what lies below it. */
export const treeNode = unitSummary
  .extend({
    /** Units directly below. */
    childCount: z.number().int(),
    /** Units below, at any depth, in which members meet. */
    branchCount: z.number().int(),
  })
  .meta({ id: 'TreeNode' });
export type TreeNode = z.infer<typeof treeNode>;

const ofUnit = z.object({ unitId: id });
const onDay = z.object({ on: civilDate.optional() });

export const getUnit = route({
  method: 'GET',
  path: '/api/units/:unitId',
  summary: 'A unit as of a day, with what it stands under and what stands under it',
  verb: 'units.read',
  params: ofUnit,
  query: onDay,
  response: z.object({
    /** The day that the answer is about: the one asked for, or the nearest one in the life of the unit. */
    day: civilDate,
    today: civilDate,
    unit: treeNode.extend({
      foundedOn: civilDate,
      endedOn: civilDate.nullable(),
      /** The committee that leads it, in the Party's words: `Quận ủy Ba Đình`. */
      committee: z.string(),
      area: z
        .object({
          km2: z.number().nullable(),
          population: z.number().int().nullable(),
          lat: z.number().nullable(),
          lon: z.number().nullable(),
          terrain: z.enum(TERRAINS),
          /** Since when these figures hold, and where they come from. */
          from: civilDate,
          source: z.string().nullable(),
        })
        .nullable(),
    }),
    /** Nearest first. `isOpen`: this person may go there. */
    above: z.array(unitSummary.extend({ isOpen: z.boolean() })),
    children: z.array(treeNode),
    abilities: z.object({
      found: z.boolean(),
      change: z.boolean(),
      import: z.boolean(),
      recordArea: z.boolean(),
      /** Its size and its place against the standard: not for everybody who may see the unit. */
      readSize: z.boolean(),
    }),
  }),
});

export const listChildren = route({
  method: 'GET',
  path: '/api/units/:unitId/children',
  summary: 'The units directly below, as of a day',
  verb: 'units.read',
  params: ofUnit,
  query: onDay,
  response: z.object({ day: civilDate, children: z.array(treeNode) }),
});

export const searchUnits = route({
  method: 'GET',
  path: '/api/units/:unitId/search',
  summary: 'Units below, found by words of their name in any order, without marks, or by code',
  verb: 'units.read',
  params: ofUnit,
  query: onDay.extend({ q: z.string().max(200).default('') }),
  response: z.object({
    day: civilDate,
    found: z.array(
      unitSummary.extend({
        /** What it stands under, from just below the unit searched in. */
        above: z.array(z.object({ id, name: z.string() })),
      }),
    ),
    /** There is more than is shown. */
    isCut: z.boolean(),
  }),
});

const span = <T extends z.ZodType>(value: T) =>
  z.object({ from: civilDate, to: civilDate.nullable(), value });

export const changeVerb = z.enum(CHANGE_VERBS);

export const unitChange = z
  .object({
    id,
    verb: changeVerb,
    on: civilDate,
    /** In words of the language asked for; null when there was or is nothing. */
    before: z.string().nullable(),
    after: z.string().nullable(),
    decision: z.string(),
    decisionOn: civilDate.nullable(),
    issuedBy: z.string().nullable(),
    state: z.enum(['planned', 'in-force', 'withdrawn']),
  })
  .meta({ id: 'UnitChange' });
export type UnitChange = z.infer<typeof unitChange>;

const linkedUnit = unitSummary.extend({ sinceOn: civilDate });

export const getLife = route({
  method: 'GET',
  path: '/api/units/:unitId/life',
  summary: 'Everything dated about a unit, from its founding to its end, with the decisions',
  verb: 'units.read',
  params: ofUnit,
  response: z.object({
    today: civilDate,
    foundedOn: civilDate,
    endedOn: civilDate.nullable(),
    names: z.array(span(z.string())),
    kinds: z.array(span(z.object({ kind: z.enum(UNIT_KINDS), sector: z.enum(SECTORS).nullable() }))),
    codes: z.array(span(z.string())),
    parents: z.array(span(z.object({ id, name: z.string() }))),
    terms: z.array(span(z.string())),
    changes: z.array(unitChange),
    predecessors: z.array(linkedUnit),
    successors: z.array(linkedUnit),
    abilities: z.object({ change: z.boolean() }),
  }),
});

/** `units.founding-withdrawn`: a unit that was only planned is about to be removed; what was kept about it goes too. */
export type FoundingWithdrawn = { unitId: string };

const decision = z.object({
  number: z.string().trim().min(1).max(100),
  on: civilDate,
  issuedBy: z.string().trim().min(1).max(200).nullable().default(null),
});
const kindAndSector = { kind: z.enum(UNIT_KINDS), sector: z.enum(SECTORS).nullable() };
const linkedIds = z.array(id).max(50).default([]);

const wantedChange = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('rename'), on: civilDate, name: z.string().max(500) }),
  z.object({ verb: z.literal('recode'), on: civilDate, code: z.string().max(200).nullable() }),
  z.object({ verb: z.literal('move'), on: civilDate, parentId: id }),
  z.object({ verb: z.literal('change-kind'), on: civilDate, ...kindAndSector }),
  z.object({ verb: z.literal('end'), on: civilDate, successorIds: linkedIds }),
]);
export type WantedChange = z.infer<typeof wantedChange>;

const founding = z.object({
  on: civilDate,
  name: z.string().max(500),
  code: z.string().max(200).nullable().default(null),
  ...kindAndSector,
  predecessorIds: linkedIds,
});

const commonErrors = [
  'units.before-founding',
  'units.on-founding-day',
  'units.after-end',
  'units.nothing-changed',
  'units.change-same-day',
  'units.decision-in-future',
  'units.bad-name',
  'units.bad-code',
  'units.code-taken',
  'units.parent-closed',
  'units.parent-not-yet',
  'units.cycle',
  'units.top-stays',
  'units.level-not-allowed',
  'units.too-deep',
  'units.still-standing',
  'units.later-changes',
  'units.link-closed',
  'units.link-itself',
] as const;
const foundingErrors = [
  'units.decision-in-future',
  'units.bad-name',
  'units.bad-code',
  'units.code-taken',
  'units.parent-closed',
  'units.parent-not-yet',
  'units.level-not-allowed',
  'units.too-deep',
  'units.link-closed',
] as const;

export const changePreview = z.object({
  on: civilDate,
  /** Up to, not including: the next change of the same thing, or the end of the unit. */
  until: civilDate.nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** Units below that go along with a move. */
  below: z.number().int(),
  /** What is still to be settled: a unit with any of it cannot end. */
  standing: z.array(z.object({ count: z.number().int(), what: z.string(), settle: z.string() })),
});
export type ChangePreview = z.infer<typeof changePreview>;

export const previewChange = route({
  method: 'POST',
  path: '/api/units/:unitId/changes/preview',
  summary: 'What a change of a unit would do; writes nothing',
  verb: 'units.change',
  params: ofUnit,
  body: z.object({ change: wantedChange }),
  response: changePreview,
  errors: commonErrors,
});

export const changeUnit = route({
  method: 'POST',
  path: '/api/units/:unitId/changes',
  summary: 'Rename, re-code, move, change level or sector, or end a unit from a day on',
  verb: 'units.change',
  params: ofUnit,
  body: z.object({ change: wantedChange, decision }),
  response: z.object({ changeId: id }),
  errors: commonErrors,
});

export const correctChange = route({
  method: 'POST',
  path: '/api/units/:unitId/changes/:changeId/correct',
  summary: 'Put a planned change right before its day',
  verb: 'units.change',
  params: ofUnit.extend({ changeId: id }),
  body: z.object({ change: wantedChange, decision }),
  response: z.object({ changeId: id }),
  errors: [...commonErrors, 'units.not-planned', 'units.change-withdrawn'],
});

export const withdrawChange = route({
  method: 'POST',
  path: '/api/units/:unitId/changes/:changeId/withdraw',
  summary: 'Take a planned change back before its day',
  verb: 'units.change',
  params: ofUnit.extend({ changeId: id }),
  response: z.object({ isUnitGone: z.boolean() }),
  errors: [
    'units.not-planned',
    'units.change-withdrawn',
    'units.code-taken',
    'units.parent-closed',
    'units.cycle',
    'units.level-not-allowed',
    'units.still-standing',
  ],
});

export const foundUnit = route({
  method: 'POST',
  path: '/api/units/:unitId/units',
  summary: 'Found a unit directly under this one',
  verb: 'units.found',
  params: ofUnit,
  body: founding.extend({ decision }),
  response: z.object({ unitId: id }),
  errors: foundingErrors,
});

export const correctFounding = route({
  method: 'POST',
  path: '/api/units/:unitId/changes/:changeId/correct-founding',
  summary: 'Put the founding of a unit right before its day',
  verb: 'units.change',
  params: ofUnit.extend({ changeId: id }),
  body: founding.extend({ decision }),
  response: z.object({ changeId: id }),
  errors: [...foundingErrors, 'units.not-planned', 'units.change-withdrawn', 'units.still-standing'],
});

export const recordArea = route({
  method: 'POST',
  path: '/api/units/:unitId/area',
  summary: 'Record area, population and point of the place of a unit from a day on, with their source',
  verb: 'units.record-area',
  params: ofUnit,
  body: z.object({
    on: civilDate,
    km2: z.number().positive().max(1_000_000).nullable(),
    population: z.number().int().min(0).max(100_000_000).nullable(),
    lat: z.number().min(-90).max(90).nullable(),
    lon: z.number().min(-180).max(180).nullable(),
    terrain: z.enum(TERRAINS),
    /** Number and day of the paper, or the yearbook. */
    source: z.string().trim().min(3).max(200),
  }),
  response: z.object({}),
  errors: [
    'units.has-ended',
    'units.before-founding',
    'units.after-end',
    'units.area-empty',
    'units.area-half-point',
  ],
});

export type { Area, ListCounts, ListedChange, ListPreview, ListVerdict } from './domain/import/unit-list.ts';

const listQuery = z.object({
  /** Name of the file; its ending says what it is. */
  name: z.string().min(1).max(300),
  /** The day from which the list holds; today when absent. */
  from: civilDate.optional(),
});

/** What is not changed is only counted, and of a very long list the first thousand of each kind are shown. */
export const previewUnitImport = route({
  method: 'POST',
  path: '/api/units/:unitId/unit-import/preview',
  summary: 'What a list of units would change under this unit; writes nothing',
  verb: 'units.import',
  params: ofUnit,
  query: listQuery,
  response: z.custom<import('./domain/import/unit-list.ts').ListPreview>(),
  errors: ['units.import-no-list', 'units.import-too-many'],
});

export const applyUnitImport = route({
  method: 'POST',
  path: '/api/units/:unitId/unit-import',
  summary: 'Apply a list of units; all of it in one transaction',
  verb: 'units.import',
  params: ofUnit,
  query: listQuery.extend({
    /** The counts the person saw (accepted, same, changed); refused when the list would now do something else. */
    expect: z.string().max(100),
    /** Number and day of the paper of the list; its file name stands for it when absent. */
    decision: z.string().trim().min(1).max(100).optional(),
    decisionOn: civilDate.optional(),
  }),
  response: z.object({ accepted: z.number().int(), same: z.number().int(), changed: z.number().int() }),
  errors: ['units.import-has-refusals', 'units.import-outdated'],
});
