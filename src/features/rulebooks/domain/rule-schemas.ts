import { z } from 'zod';
import { MEMBER_STATUSES } from '#kernel/actor.ts';
import {
  type AllRuleValues,
  type AnyRuleKey,
  COMPARISONS,
  DECIDED_MOVES,
  DECIDERS,
  GRADES,
  GRADING_EVIDENCE,
  NOTICE_RECIPIENTS,
  STEP_ENTRIES,
  STEP_PARTS,
  VOTE_METHODS,
} from './rulebook.ts';
import { DEDUCTIONS, MATTER_CHOICES, type Matter, type MatterRule } from './voting-rules.ts';

const text = z.object({ vi: z.string().trim().min(1).max(500), en: z.string().trim().min(1).max(500) });
const slug = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const minutes = z.number().int().min(1).max(480);
const percent = z.number().min(0).max(100);
const points = z.number().min(0).max(100).multipleOf(0.5);
const source = z.object({
  document: z.string().trim().min(1).max(200),
  article: z.string().max(100).optional(),
  on: z.string().optional(),
  verified: z.boolean(),
});

const placePeople = z.number().int().min(1).max(10_000_000);
const placeKm2 = z.number().min(0.1).max(10_000);
const placeLeast = { people: placePeople, km2: placeKm2 };
/** Percent of a standard. */
const ofStandard = z.number().min(0).max(1_000);

const taskShare = z.object({ doneAtLeast: percent, lateAtMost: percent });
const declaredFacts = z
  .array(z.object({ id: slug, question: text, needs: z.enum(['yes', 'no']) }))
  .max(20)
  .refine((list) => new Set(list.map((one) => one.id)).size === list.length, { path: ['id'] });

const comparison = z.enum(COMPARISONS);
const bands = z.array(z.object({ percent, comparison, points })).min(1).max(20);

export const procedureStepSchema = z.object({
  id: slug,
  part: z.enum(STEP_PARTS),
  title: text,
  guidance: text,
  entry: z.enum(STEP_ENTRIES),
  recommendedMinutes: z.number().int().min(0).max(240),
  required: z.boolean(),
});
const steps = z
  .array(procedureStepSchema)
  .min(1)
  .max(60)
  .refine((list) => new Set(list.map((step) => step.id)).size === list.length, { path: ['id'] });

const measure = z.discriminatedUnion('by', [
  z.object({ by: z.literal('judgement') }),
  z.object({
    by: z.literal('duration'),
    bands: z
      .array(z.object({ shortByAtMost: z.number().int().min(0).max(480), points }))
      .min(1)
      .max(20),
    halfOrMore: points,
    lessThanHalf: points,
  }),
  z.object({ by: z.literal('attendance'), bands, else: points, unexcusedCap: points.nullable() }),
  z.object({ by: z.literal('no-long-absence') }),
  z.object({ by: z.literal('no-unexcused-absence') }),
  z.object({ by: z.literal('committee-met') }),
  z.object({ by: z.literal('notice-sent') }),
  z.object({ by: z.literal('papers-lead'), hours: z.number().int().min(0).max(720) }),
  z.object({ by: z.literal('papers-posted') }),
  z.object({ by: z.literal('steps-done') }),
  z.object({ by: z.literal('thematic-month') }),
  z.object({ by: z.literal('speakers'), bands, else: points }),
  z.object({
    by: z.literal('ideology-minutes'),
    from: z.number().int().min(0).max(240),
    to: z.number().int().min(0).max(240),
  }),
  z.object({ by: z.literal('last-month-tasks'), bands, else: points }),
  z.object({ by: z.literal('draft-resolution') }),
  z.object({ by: z.literal('conclusion-adopted') }),
  z.object({ by: z.literal('minutes-and-tasks') }),
  z.object({ by: z.literal('minutes-kept') }),
  z.object({ by: z.literal('uploaded-within'), days: z.number().int().min(0).max(60) }),
]);

const blocks = z
  .array(
    z.object({
      id: slug,
      title: text,
      criteria: z
        .array(
          z.object({
            id: slug,
            title: text,
            max: points,
            measure,
            mayNotApply: text.optional(),
            note: text.optional(),
          }),
        )
        .min(1)
        .max(40),
    }),
  )
  .min(1)
  .max(20);

export const scoreSheetSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('points'),
    title: text,
    blocks,
    grades: z.object({ good: percent, fair: percent, average: percent }),
    knockOuts: z.object({
      criterionIds: z.array(slug).max(40),
      source,
      localTo: z.string().max(100).optional(),
    }),
  }),
  z.object({ kind: z.literal('pass-criteria'), title: text, blocks }),
]);

const forSize = z.object({ members: z.number().int().min(1).max(1000), minutes }).nullable();
const statuses = z.array(z.enum(MEMBER_STATUSES)).min(1);
const fraction = z
  .object({
    numerator: z.number().int().min(1).max(100),
    denominator: z.number().int().min(1).max(100),
    comparison,
  })
  .refine((f) => f.numerator <= f.denominator, { path: ['numerator'] });

const workingDays = z.number().int().min(1).max(365);
const months = z.number().int().min(0).max(120);
const monthSpan = z.union([
  z.strictObject({ from: months, below: months }).refine((s) => s.from < s.below, { path: ['from'] }),
  z.strictObject({ from: months, to: months }).refine((s) => s.from <= s.to, { path: ['from'] }),
]);

const matterRule = (matter: Matter): z.ZodType<MatterRule> =>
  z.object({
    methods: z
      .array(z.enum(MATTER_CHOICES[matter].ways))
      .min(1)
      .refine((list) => new Set(list).size === list.length, { message: 'twice' }),
    who: statuses,
    deduct: z.array(z.enum(DEDUCTIONS)),
    threshold: fraction,
    whenUnmet: z.enum(MATTER_CHOICES[matter].unmet),
    surplusPercent: z.number().int().min(0).max(100).nullable(),
  });

const fewDays = z.number().int().min(0).max(90);
const people = z.number().int().min(1).max(1000);

const requestMinutes = z.number().min(0).max(480);

const signLimit = z.number().min(1).max(1000);
const signSpan = z.number().int().min(1).max(365);
const ofMonths = z.strictObject({ limit: signLimit, span: z.number().int().min(1).max(12) }).nullable();
const ofDays = z.strictObject({ limit: signLimit.multipleOf(1), span: signSpan }).nullable();
const counted = z.strictObject({ limit: signLimit.multipleOf(1) }).nullable();
const percentOfMonths = z
  .strictObject({ limit: z.number().min(0).max(100), span: z.number().int().min(1).max(12) })
  .nullable();

/** The shape of every rule's value: checks an override and a rulebook read from storage. */
export const ruleValueSchemas: { readonly [K in AnyRuleKey]: z.ZodType<AllRuleValues[K]> } = {
  'steps.regular': steps,
  'steps.thematic': steps,
  'steps.combined': steps,
  'duration.minutes': minutes,
  'duration.combined-minutes': minutes,
  'duration.large-branch': forSize,
  'duration.small-branch': forSize,
  'regular.per-month': z.number().int().min(1).max(4),
  'thematic.per-quarter': z.number().int().min(0).max(12),
  'preparation.committee-meets': z.boolean(),
  'papers.lead-days': z.number().int().min(0).max(30).nullable(),
  'notice.recipients': z.array(z.enum(NOTICE_RECIPIENTS)).min(1),
  'result.post-within-days': z.number().int().min(0).max(60).nullable(),
  'attendance.base': statuses,
  'attendance.target': z.object({ percent, comparison }),
  'attendance.max-consecutive-excused': z.number().int().min(0).max(12),
  'quorum.ordinary': fraction.nullable(),
  'vote.who': statuses,
  'speak.who': statuses,
  'vote.ordinary-methods': z.array(z.enum(VOTE_METHODS)).min(1),
  'vote.resolution': fraction,
  'criticism.minutes': z
    .object({ from: z.number().int().min(0).max(240), to: z.number().int().min(1).max(240) })
    .refine((span) => span.from <= span.to, { path: ['from'] })
    .nullable(),
  'score.sheet': scoreSheetSchema,
  'score.adopted-by-vote': z.boolean(),
  'score.confirmed-by-follower': z.boolean(),
  'score.year-grade': z
    .object({
      good: z.object({ minGood: z.number().int().min(0).max(12), noneBelow: z.enum(GRADES) }),
      fair: z.object({ noneBelow: z.enum(GRADES) }),
    })
    .nullable(),
  'joining.age': z
    .object({ from: z.number().int().min(16).max(60), to: z.number().int().min(18).max(100) })
    .refine((age) => age.from <= age.to, { path: ['from'] }),
  'joining.ceremony-days': workingDays,
  'joining.again-months': months,
  'probation.months': z.number().int().min(1).max(60),
  'probation.decide-days': workingDays,
  'transfer.apply-days': workingDays,
  'transfer.present-days': workingDays,
  'temporary.months': monthSpan,
  'temporary.study-months': monthSpan,
  'suspension.days': z
    .object({
      usual: z.number().int().min(1).max(1000),
      most: z.number().int().min(1).max(1000),
      counted: z.enum(['working', 'calendar']),
    })
    .refine((days) => days.usual <= days.most, { path: ['usual'] }),
  'moves.decider': z.record(z.enum(DECIDED_MOVES), z.enum(DECIDERS)),
  'size.branch-least-official': people,
  'size.committee-from-official': people,
  'size.base-committee-from': people,
  'size.branch-consent-above': people,
  'size.sub-committee-consent': z.boolean(),
  'size.secretaries': z.number().int().min(1).max(3),
  'answer.within-days': z.number().int().min(1).max(90),
  'cascade.leave-days': fewDays,
  'urging.reminder-days': fewDays,
  'urging.after-days': z
    .array(z.number().int().min(1).max(365))
    .min(1)
    .max(10)
    .refine((days) => days.every((day, i) => i === 0 || day > days[i - 1]!), { message: 'ascending' }),
  'urging.matter-days': z.number().int().min(1).max(90),
  'request.minutes': z.strictObject({
    reading: requestMinutes,
    number: requestMinutes,
    date: requestMinutes,
    text: requestMinutes,
    yesNo: requestMinutes,
  }),
  'request.second-above-hours': z.number().min(0).max(100_000),
  'clash.most-per-week': z.number().int().min(1).max(100),
  'sign.unheld': ofMonths,
  'sign.unthematic': counted,
  'sign.attendance': percentOfMonths,
  'sign.score': percentOfMonths,
  'sign.falling': percentOfMonths,
  'sign.tasks': counted,
  'sign.duties': counted,
  'sign.papers': ofDays,
  'sign.petitions': ofDays,
  'sign.secretary': counted,
  'sign.official': counted,
  'sign.exit': z.strictObject({
    limit: z.number().int().min(0).max(20),
    span: z.number().int().min(0).max(60),
  }),
  'grading.sheet': z
    .array(
      z.object({
        id: slug,
        part: z.enum(['general', 'results']),
        title: text,
        max: points,
        evidence: z.array(z.enum(GRADING_EVIDENCE)).max(10),
      }),
    )
    .min(1)
    .max(40)
    .refine((list) => new Set(list.map((one) => one.id)).size === list.length, { path: ['id'] })
    .refine((list) => list.reduce((sum, one) => sum + one.max, 0) === 100, { path: ['max'] }),
  'grading.points': z
    .object({ excellent: points, good: points, completed: points })
    .refine((v) => v.excellent > v.good && v.good > v.completed, { path: ['good'] }),
  'grading.tasks': z.object({ excellent: taskShare, good: taskShare, completed: taskShare }),
  'grading.for-excellent': declaredFacts,
  'grading.not-completed': declaredFacts,
  'grading.cap': z.object({
    percent: z.number().min(0).max(100),
    of: z.enum(['good', 'good-or-better', 'decided', 'all']),
    group: z.enum(['round', 'sector']),
  }),
  'grading.flags': z.object({
    monthsWithoutMeeting: z.number().int().min(1).max(12),
    attendanceBelow: percent,
    papersUnopened: z.number().int().min(1).max(1000),
  }),
  'place.ward': z.strictObject({ ...placeLeast, cityPeople: placePeople, townPeople: placePeople }),
  'place.commune': z.strictObject({
    ...placeLeast,
    mountainPeople: placePeople,
    mountainKm2: placeKm2,
    islandPeople: placePeople,
    islandKm2: placeKm2,
  }),
  'place.township': z.strictObject(placeLeast).nullable(),
  'place.duty': z.strictObject({ both: ofStandard, area: ofStandard, people: ofStandard }).nullable(),
  'place.merged': z.strictObject({
    wardPeople: ofStandard,
    wardArea: ofStandard,
    communePeople: ofStandard,
    communeArea: ofStandard,
    mountainPeople: ofStandard,
    mountainArea: ofStandard,
  }),
  'matter.conclusion': matterRule('conclusion'),
  'matter.resolution': matterRule('resolution'),
  'matter.committee-election': matterRule('committee-election'),
  'matter.secretary-election': matterRule('secretary-election'),
  'matter.delegate-election': matterRule('delegate-election'),
  'matter.opinion-poll': matterRule('opinion-poll'),
  'matter.admission': matterRule('admission'),
  'matter.recognition': matterRule('recognition'),
  'matter.discipline': matterRule('discipline'),
  'matter.expulsion': matterRule('expulsion'),
  'matter.meeting-score': matterRule('meeting-score'),
  'matter.year-grade': matterRule('year-grade'),
};
