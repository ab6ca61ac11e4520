import { z } from 'zod';
import { yearMonth } from '#features/meetings/contract.ts';
import { MEASURE_KEYS } from '#features/reports/contract.ts';
import { MEETING_KINDS } from '#features/rulebooks/contract.ts';
import { civilDate, id } from '#features/units/contract.ts';
import { route } from '#kernel/route.ts';
import { LESSON_STATES } from './domain/lesson.ts';

export type { LessonState } from './domain/lesson.ts';

const months = z.object({ from: yearMonth, to: yearMonth });
/** In the measure's own unit; null where nothing was to be measured. */
const change = z.object({ before: z.number().nullable(), after: z.number().nullable() });

export const evidence = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('measure'),
      measure: z.enum(MEASURE_KEYS),
      before: months,
      after: months,
      values: change,
    }),
    z.object({
      kind: z.literal('directive'),
      directiveId: id,
      symbol: z.string(),
      title: z.string(),
      issuerId: id,
    }),
    z.object({
      kind: z.literal('meeting'),
      meetingId: id,
      month: yearMonth,
      meetingKind: z.enum(MEETING_KINDS),
      heldOn: civilDate,
    }),
  ])
  .meta({ id: 'LessonEvidence' });
export type LessonEvidence = z.infer<typeof evidence>;

const brief = z.object({
  id,
  unitId: id,
  unitName: z.string(),
  title: z.string(),
  state: z.enum(LESSON_STATES),
  writtenOn: civilDate,
  adoptions: z.number().int(),
});
export const lessonBrief = brief
  .extend({
    /** The first figure of its evidence, if there is one. */
    figure: z.object({ measure: z.enum(MEASURE_KEYS), values: change }).nullable(),
  })
  .meta({ id: 'LessonBrief' });
export type LessonBrief = z.infer<typeof lessonBrief>;

export const adoption = z
  .object({
    unitId: id,
    unitName: z.string(),
    adoptedOn: civilDate,
    adoptedByName: z.string(),
    plan: z.string().nullable(),
    result: z.string().nullable(),
    resultOn: civilDate.nullable(),
    /** Months of the figures; `after` is null while no full month has passed. */
    before: months,
    after: months.nullable(),
    figures: z.array(z.object({ measure: z.enum(MEASURE_KEYS), values: change })),
  })
  .meta({ id: 'LessonAdoption' });
export type LessonAdoption = z.infer<typeof adoption>;

export const lesson = brief
  .extend({
    situation: z.string(),
    done: z.string(),
    cost: z.string(),
    writtenByName: z.string(),
    submittedOn: civilDate.nullable(),
    evidence: z.array(evidence),
    verdicts: z.array(
      z.object({
        unitName: z.string(),
        kind: z.enum(['recommended', 'returned']),
        words: z.string().nullable(),
        givenByName: z.string(),
        givenOn: civilDate,
      }),
    ),
    adopted: z.array(adoption),
  })
  .meta({ id: 'Lesson' });
export type Lesson = z.infer<typeof lesson>;

const inUnit = z.object({ unitId: id });
const ofLesson = inUnit.extend({ lessonId: id });

export const listLessons = route({
  method: 'GET',
  path: '/api/units/:unitId/lessons',
  summary:
    'Lessons as seen from a unit, newest first, thirty at a time; found by words in any order without marks',
  verb: 'lessons.read',
  params: inUnit,
  query: z.object({
    q: z.string().max(200).default(''),
    shelf: z.enum(['all', 'own', 'waiting', 'recommended', 'adopted']).default('all'),
    /** Of the last lesson shown, to get those before it. */
    before: id.optional(),
  }),
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    lessons: z.array(lessonBrief),
    next: id.nullable(),
    abilities: z.object({ write: z.boolean(), judge: z.boolean() }),
  }),
});

export const getLesson = route({
  method: 'GET',
  path: '/api/units/:unitId/lessons/:lessonId',
  summary: 'One lesson with its evidence, who recommended it, and what became of it where it was adopted',
  verb: 'lessons.read',
  params: ofLesson,
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    lesson,
    abilities: z.object({
      change: z.boolean(),
      recommend: z.boolean(),
      return: z.boolean(),
      adopt: z.boolean(),
      writeResult: z.boolean(),
    }),
  }),
});

export const listPossibleEvidence = route({
  method: 'GET',
  path: '/api/units/:unitId/lesson-evidence',
  summary: 'What a unit can show for a lesson: its papers and the conclusions of its meetings',
  verb: 'lessons.write',
  params: inUnit,
  response: z.object({
    unit: z.object({ id, name: z.string() }),
    /** The last month that is over. */
    lastMonth: yearMonth,
    papers: z.array(z.object({ id, symbol: z.string(), title: z.string() })),
    meetings: z.array(z.object({ id, month: yearMonth, kind: z.enum(MEETING_KINDS), heldOn: civilDate })),
  }),
});

const text = z.string().trim().max(6000).default('');
const body = z.object({
  title: z.string().trim().min(1).max(200),
  situation: text,
  done: text,
  cost: text,
  evidence: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('measure'),
          measure: z.enum(MEASURE_KEYS),
          before: months,
          after: months,
        }),
        z.object({ kind: z.literal('directive'), directiveId: id }),
        z.object({ kind: z.literal('meeting'), meetingId: id }),
      ]),
    )
    .max(8)
    .default([]),
});
export type LessonBody = z.infer<typeof body>;

const evidenceErrors = [
  'lessons.months-order',
  'lessons.month-not-over',
  'lessons.months-too-long',
  'lessons.nothing-measured',
  'lessons.not-your-paper',
  'lessons.not-your-conclusion',
] as const;

export const writeLesson = route({
  method: 'POST',
  path: '/api/units/:unitId/lessons',
  summary: 'Begin a lesson; it stays with the unit until it is handed over',
  verb: 'lessons.write',
  params: inUnit,
  body,
  response: z.object({ id }),
  errors: evidenceErrors,
});

export const changeLesson = route({
  method: 'POST',
  path: '/api/units/:unitId/lessons/:lessonId/change',
  summary: 'Change a lesson that is a draft or was returned',
  verb: 'lessons.write',
  params: ofLesson,
  body,
  response: z.object({}),
  errors: [...evidenceErrors, 'lessons.handed-over'],
});

export const submitLesson = route({
  method: 'POST',
  path: '/api/units/:unitId/lessons/:lessonId/submit',
  summary: 'Hand a lesson to the committee right above',
  verb: 'lessons.write',
  params: ofLesson,
  response: z.object({}),
  errors: ['lessons.handed-over', 'lessons.nobody-above', 'lessons.text-missing', 'lessons.evidence-missing'],
});

const judgeErrors = [
  'lessons.not-below',
  'lessons.nearest-first',
  'lessons.not-waiting',
  'lessons.recommended-already',
] as const;

export const recommendLesson = route({
  method: 'POST',
  path: '/api/units/:unitId/lessons/:lessonId/recommend',
  summary: 'Recommend a lesson to every unit below this committee',
  verb: 'lessons.judge',
  params: ofLesson,
  body: z.object({ words: z.string().trim().max(2000).default('') }),
  response: z.object({}),
  errors: judgeErrors,
});

export const returnLesson = route({
  method: 'POST',
  path: '/api/units/:unitId/lessons/:lessonId/return',
  summary: 'Give a lesson back to the unit that wrote it, with the reason',
  verb: 'lessons.judge',
  params: ofLesson,
  body: z.object({ reason: z.string().trim().min(1).max(2000) }),
  response: z.object({}),
  errors: judgeErrors,
});

export const adoptLesson = route({
  method: 'POST',
  path: '/api/units/:unitId/lessons/:lessonId/adopt',
  summary: 'The unit takes a recommended lesson over; its figures before and after show from then on',
  verb: 'lessons.write',
  params: ofLesson,
  body: z.object({ plan: z.string().trim().max(2000).default('') }),
  response: z.object({}),
  errors: ['lessons.own-lesson', 'lessons.not-recommended', 'lessons.adopted-already'],
});

export const writeAdoptionResult = route({
  method: 'POST',
  path: '/api/units/:unitId/lessons/:lessonId/result',
  summary: 'What came of an adopted lesson, in the unit’s own words beside its figures',
  verb: 'lessons.write',
  params: ofLesson,
  body: z.object({ result: z.string().trim().min(1).max(4000) }),
  response: z.object({}),
  errors: ['lessons.not-adopted'],
});
