import { z } from 'zod';
import { civilDate, id, UNIT_KINDS } from '#features/units/contract.ts';
import { route } from '#kernel/route.ts';
import { LEVELS, LINES, REASONS, STATES } from './domain/entry.ts';
import { SIGN_KEYS } from './domain/signs.ts';

export type { Change, EntryState, ExitGap, LineKind, ReasonKind } from './domain/entry.ts';
export type { Sign, SignKey } from './domain/signs.ts';

const sign = z
  .object({
    key: z.enum(SIGN_KEYS),
    figure: z.number(),
    limit: z.number(),
    of: z.number().nullable(),
    over: z.number().nullable(),
    shows: z.boolean(),
  })
  .meta({ id: 'WatchSign' });

const unit = z.object({ id, name: z.string() });
const branch = z.object({
  id,
  name: z.string(),
  /** The unit right above, unless that is the committee itself. */
  aboveName: z.string().nullable(),
});

export const showing = z
  .object({
    branch,
    signs: z.array(sign),
    /** The newest entry on this committee’s list that was left: a relapse points to it. */
    earlierId: id.nullable(),
    /** On this committee’s list now. */
    entryId: id.nullable(),
  })
  .meta({ id: 'ShowingBranch' });
export type Showing = z.infer<typeof showing>;

const entryBrief = z.object({
  id,
  branch,
  level: z.enum(LEVELS),
  reasonKind: z.enum(REASONS),
  reason: z.string(),
  isKeyArea: z.boolean(),
  isRemoteArea: z.boolean(),
  state: z.enum(STATES),
  enteredOn: civilDate,
  dueOn: civilDate,
  leftOn: civilDate.nullable(),
  ownerName: z.string(),
  isRelapse: z.boolean(),
  /** Past its day and still on the list. */
  isOverdue: z.boolean(),
  openSteps: z.number().int(),
  overdueSteps: z.number().int(),
  doneSteps: z.number().int(),
});
export const watchEntryBrief = entryBrief.meta({ id: 'WatchEntryBrief' });
export type WatchEntryBrief = z.infer<typeof watchEntryBrief>;

const step = z.object({
  id,
  text: z.string(),
  output: z.string(),
  dueOn: civilDate,
  /** Null: the organisation itself does it. */
  ownerName: z.string().nullable(),
  state: z.enum(['open', 'done', 'dropped']),
  isOverdue: z.boolean(),
  settledOn: civilDate.nullable(),
  settledByName: z.string().nullable(),
  /** What shows that it was done, or why it was dropped. */
  words: z.string().nullable(),
  urgings: z.number().int(),
  lastUrgedOn: civilDate.nullable(),
  mayReport: z.boolean(),
  mayUrge: z.boolean(),
});
export type WatchStep = z.infer<typeof step>;

export const watchEntry = entryBrief
  .extend({
    ownerId: id,
    enteredByName: z.string(),
    steps: z.array(step),
    lines: z.array(
      z.object({
        id,
        on: civilDate,
        byName: z.string().nullable(),
        kind: z.enum(LINES),
        words: z.string().nullable(),
      }),
    ),
    /** What shows now or showed at entry; for one that has left, as it stood on that day. */
    changes: z.array(z.object({ key: z.enum(SIGN_KEYS), atEntry: sign.nullable(), atEnd: sign.nullable() })),
    measuredOn: civilDate,
    leftWords: z.string().nullable(),
    leftEvidence: z.string().nullable(),
    earlier: z
      .object({ id, enteredOn: civilDate, leftOn: civilDate.nullable(), state: z.enum(STATES) })
      .nullable(),
    laterId: id.nullable(),
    /** What still keeps it on the list by the exit rule; empty once it has left. */
    gaps: z.array(
      z.discriminatedUnion('key', [
        z.object({ key: z.literal('time'), from: civilDate }),
        z.object({ key: z.literal('steps'), count: z.number().int() }),
        z.object({ key: z.literal('signs'), signs: z.array(z.enum(SIGN_KEYS)) }),
      ]),
    ),
  })
  .meta({ id: 'WatchEntry' });
export type WatchEntry = z.infer<typeof watchEntry>;

const inUnit = z.object({ unitId: id });
const ofEntry = inUnit.extend({ entryId: id });
const ofStep = ofEntry.extend({ stepId: id });
const words = z.string().trim().min(1).max(2000);
const count = z.number().int();

/** A place in an ordered list: whatever comes after the last row shown. */
const after = z.string().max(100).optional();

export const listShowing = route({
  method: 'GET',
  path: '/api/units/:unitId/watchlist/signs',
  summary: 'Branches below a committee that show signs of needing help, the worst first, thirty at a time',
  verb: 'watchlists.read',
  params: inUnit,
  query: z.object({
    show: z.enum(['new', 'all']).default('new'),
    sign: z.enum(SIGN_KEYS).optional(),
    after,
  }),
  response: z.object({
    unit,
    /** When the signs were last worked out; null before the first time. */
    measuredAt: z.number().nullable(),
    branches: z.array(showing),
    next: z.string().nullable(),
    totals: z.object({
      showing: count,
      new: count,
      bySign: z.array(z.object({ key: z.enum(SIGN_KEYS), count })),
    }),
    /** By which limits, in words, with their document. */
    rules: z.array(
      z.object({
        key: z.enum(SIGN_KEYS),
        title: z.object({ vi: z.string(), en: z.string() }),
        says: z.object({ vi: z.string(), en: z.string() }),
        document: z.string(),
        verified: z.boolean(),
      }),
    ),
    abilities: z.object({ write: z.boolean(), measure: z.boolean() }),
  }),
});

export const measureSigns = route({
  method: 'POST',
  path: '/api/units/:unitId/watchlist/measure',
  summary: 'Work the signs of the branches below a committee out anew, instead of at the next full hour',
  verb: 'watchlists.write',
  params: inUnit,
  response: z.object({ showing: count }),
  errors: ['watchlists.measured-by-itself'],
});

export const listWatched = route({
  method: 'GET',
  path: '/api/units/:unitId/watchlist',
  summary: 'The watch list of a committee, the nearest due day first, thirty at a time',
  verb: 'watchlists.read',
  params: inUnit,
  query: z.object({
    shelf: z.enum(['on', 'overdue', 'left']).default('on'),
    reason: z.enum(REASONS).optional(),
    area: z.enum(['key', 'remote']).optional(),
    after,
  }),
  response: z.object({
    unit,
    level: z.enum(LEVELS),
    today: civilDate,
    entries: z.array(watchEntryBrief),
    next: z.string().nullable(),
    totals: z.object({
      open: count,
      consolidating: count,
      overdue: count,
      /** Since the first of January. */
      consolidated: count,
      removed: count,
      relapsed: count,
    }),
    abilities: z.object({ write: z.boolean() }),
  }),
});

export const getWatchedBelow = route({
  method: 'GET',
  path: '/api/units/:unitId/watchlist/below',
  summary: 'Signs and watch lists summed by the units directly below a committee',
  verb: 'watchlists.read',
  params: inUnit,
  response: z.object({
    unit,
    units: z.array(
      z.object({
        /** Null: branches that stand directly below, together. */
        id: id.nullable(),
        name: z.string(),
        kind: z.enum(UNIT_KINDS).nullable(),
        branches: count,
        showing: count,
        /** On a list, whichever committee’s. */
        onList: count,
        overdue: count,
        consolidated: count,
        relapsed: count,
      }),
    ),
  }),
});

export const prepareEntry = route({
  method: 'GET',
  path: '/api/units/:unitId/watchlist/candidates/:branchId',
  summary: 'What a committee has before it when it puts an organisation on its list',
  verb: 'watchlists.write',
  params: inUnit.extend({ branchId: id }),
  response: z.object({
    unit,
    branch,
    signs: z.array(sign),
    owners: z.array(z.object({ personId: id, fullName: z.string() })),
    earlier: z.object({ id, leftOn: civilDate.nullable(), state: z.enum(STATES) }).nullable(),
    entryId: id.nullable(),
  }),
  errors: ['watchlists.not-below'],
});

const facts = {
  reasonKind: z.enum(REASONS),
  reason: words,
  isKeyArea: z.boolean().default(false),
  isRemoteArea: z.boolean().default(false),
  ownerId: id,
  dueOn: civilDate,
};

export const enterOnList = route({
  method: 'POST',
  path: '/api/units/:unitId/watchlist',
  summary: 'Put an organisation on the watch list of a committee above it; the signs of the day are kept',
  verb: 'watchlists.write',
  params: inUnit,
  body: z.object({ branchId: id, ...facts }),
  response: z.object({ id }),
  errors: [
    'watchlists.not-below',
    'watchlists.on-list-already',
    'watchlists.owner-without-post',
    'watchlists.due-past',
  ],
});

export const getWatched = route({
  method: 'GET',
  path: '/api/units/:unitId/watchlist/entries/:entryId',
  summary: 'One entry of a watch list: its plan, what happened, and its signs then and now',
  verb: 'watchlists.read',
  params: ofEntry,
  response: z.object({
    unit,
    today: civilDate,
    entry: watchEntry,
    exit: z.object({
      says: z.object({ vi: z.string(), en: z.string() }),
      document: z.string(),
      verified: z.boolean(),
    }),
    owners: z.array(z.object({ personId: id, fullName: z.string() })),
    abilities: z.object({ write: z.boolean() }),
  }),
});

export const changeEntry = route({
  method: 'POST',
  path: '/api/units/:unitId/watchlist/entries/:entryId/change',
  summary: 'Change reason, owner, due day or marks of an entry, with why',
  verb: 'watchlists.write',
  params: ofEntry,
  body: z.object({ ...facts, why: words }),
  response: z.object({}),
  errors: ['watchlists.left-already', 'watchlists.owner-without-post', 'watchlists.due-past'],
});

export const addStep = route({
  method: 'POST',
  path: '/api/units/:unitId/watchlist/entries/:entryId/steps',
  summary: 'Add a step to the plan of an entry: what comes out of it, by when, and who does it',
  verb: 'watchlists.write',
  params: ofEntry,
  body: z.object({
    text: z.string().trim().min(1).max(500),
    output: z.string().trim().min(1).max(300),
    dueOn: civilDate,
    /** Null: the organisation itself. */
    ownerId: id.nullable(),
  }),
  response: z.object({ id }),
  errors: ['watchlists.left-already', 'watchlists.owner-without-post', 'watchlists.due-past'],
});

export const finishStep = route({
  method: 'POST',
  path: '/api/units/:unitId/watchlist/entries/:entryId/steps/:stepId/done',
  summary: 'Report a step as done, with what shows it',
  verb: 'watchlists.report-step',
  params: ofStep,
  body: z.object({ evidence: words }),
  response: z.object({}),
  errors: ['watchlists.left-already', 'watchlists.step-settled', 'watchlists.not-yours'],
});

export const dropStep = route({
  method: 'POST',
  path: '/api/units/:unitId/watchlist/entries/:entryId/steps/:stepId/drop',
  summary: 'Drop a step, with the reason',
  verb: 'watchlists.write',
  params: ofStep,
  body: z.object({ reason: words }),
  response: z.object({}),
  errors: ['watchlists.left-already', 'watchlists.step-settled'],
});

export const urgeStep = route({
  method: 'POST',
  path: '/api/units/:unitId/watchlist/entries/:entryId/steps/:stepId/urge',
  summary: 'Urge whoever does a step that is past its day, once a day',
  verb: 'watchlists.write',
  params: ofStep,
  response: z.object({}),
  errors: [
    'watchlists.left-already',
    'watchlists.step-settled',
    'watchlists.not-overdue',
    'watchlists.urged-today',
  ],
});

export const noteEntry = route({
  method: 'POST',
  path: '/api/units/:unitId/watchlist/entries/:entryId/notes',
  summary: 'Write down how an organisation is getting on',
  verb: 'watchlists.report-step',
  params: ofEntry,
  body: z.object({ text: words }),
  response: z.object({}),
  errors: ['watchlists.left-already', 'watchlists.not-yours'],
});

export const leaveConsolidated = route({
  method: 'POST',
  path: '/api/units/:unitId/watchlist/entries/:entryId/consolidated',
  summary: 'Take an organisation off the list as put on its feet: by the exit rule, with reason and evidence',
  verb: 'watchlists.write',
  params: ofEntry,
  body: z.object({ reason: words, evidence: words }),
  response: z.object({}),
  errors: ['watchlists.left-already', 'watchlists.exit-not-met'],
});

export const removeEntry = route({
  method: 'POST',
  path: '/api/units/:unitId/watchlist/entries/:entryId/removed',
  summary: 'Take an organisation off the list for another reason',
  verb: 'watchlists.write',
  params: ofEntry,
  body: z.object({ reason: words }),
  response: z.object({}),
  errors: ['watchlists.left-already'],
});

export const getOwnConsolidation = route({
  method: 'GET',
  path: '/api/units/:unitId/consolidation',
  summary: 'What committees above help an organisation with: why, until when, and the steps that are its own',
  verb: 'watchlists.see-own',
  params: inUnit,
  response: z.object({
    unit,
    today: civilDate,
    entries: z.array(
      z.object({
        id,
        committeeName: z.string(),
        state: z.enum(STATES),
        reasonKind: z.enum(REASONS),
        reason: z.string(),
        enteredOn: civilDate,
        dueOn: civilDate,
        leftOn: civilDate.nullable(),
        ownerName: z.string(),
        changes: z.array(
          z.object({ key: z.enum(SIGN_KEYS), atEntry: sign.nullable(), atEnd: sign.nullable() }),
        ),
        steps: z.array(step),
      }),
    ),
  }),
});

export const finishOwnStep = route({
  method: 'POST',
  path: '/api/units/:unitId/consolidation/steps/:stepId/done',
  summary: 'An organisation reports a step of its own as done, with what shows it',
  verb: 'watchlists.report-own',
  params: inUnit.extend({ stepId: id }),
  body: z.object({ evidence: words }),
  response: z.object({}),
  errors: ['watchlists.left-already', 'watchlists.step-settled'],
});
