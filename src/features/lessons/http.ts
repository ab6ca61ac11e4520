import { papersKnownTo } from '#features/directives/public.ts';
import { concludedMeetings } from '#features/meetings/public.ts';
import { loadUnit, placeInLife, placeOf } from '#features/units/public.ts';
import type { Place } from '#kernel/actor.ts';
import { addMonths, monthOf } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { withoutMarks } from '#kernel/vietnamese.ts';
import type { Tx } from '#platform/database/database.ts';
import { handle, type Request } from '#platform/http/handle.ts';
import { loadAdoptions, shownEvidence } from './actions/load-lesson.ts';
import {
  adoptLesson,
  changeLesson,
  recommendLesson,
  returnLesson,
  submitLesson,
  writeLesson,
} from './actions/write-lesson.ts';
import * as contract from './contract.ts';
import {
  type LessonRow,
  type Look,
  lockLesson,
  selectAdoptions,
  selectEvidence,
  selectLesson,
  selectLessons,
  selectVerdicts,
  writeResult,
} from './db/lessons.sql.ts';
import { checkAdoption, checkChange, checkJudgement, type Judgement } from './domain/lesson.ts';

const AT_ONCE = 30;
/** So many papers and meetings are offered as evidence. */
const OFFERED = 60;

const lookFrom = (place: Place, { may, today }: Pick<Request, 'may' | 'today'>): Look => ({
  unitId: place.unitId,
  above: place.above,
  canWrite: may('lessons.write', place),
  canJudge: may('lessons.judge', place),
  today,
});

async function lessonIn(tx: Tx, look: Look, lessonId: Id, forWriting = false): Promise<LessonRow> {
  if (forWriting) await lockLesson(tx, lessonId);
  const lesson = await selectLesson(tx, look, lessonId);
  if (!lesson) throw new DomainError({ code: 'platform.not-found' });
  return lesson;
}

/** The unit's own lesson; that of another unit does not exist for writing. */
async function ownLesson(tx: Tx, look: Look, lessonId: Id): Promise<LessonRow> {
  const lesson = await lessonIn(tx, look, lessonId, true);
  if (lesson.unitId !== look.unitId) throw new DomainError({ code: 'platform.not-found' });
  return lesson;
}

const briefOf = ({ id, unitId, unitName, title, state, writtenOn, adoptions }: LessonRow) => ({
  id,
  unitId,
  unitName,
  title,
  state,
  writtenOn,
  adoptions,
});

/** What a committee may do about a lesson, and why not. */
async function judgementOf(tx: Tx, judgement: Judgement, lesson: LessonRow, look: Look) {
  const { above } = await placeInLife(tx, lesson.unitId, look.today);
  const verdicts = await selectVerdicts(tx, lesson.id);
  return checkJudgement(judgement, {
    state: lesson.state,
    isDirectlyAbove: above[0] === look.unitId,
    isAbove: above.includes(look.unitId),
    hasRecommended: verdicts.some((one) => one.kind === 'recommended' && one.unitId === look.unitId),
  });
}

async function adoptionOf(tx: Tx, lesson: LessonRow, look: Look) {
  const adoptions = await selectAdoptions(tx, lesson.id);
  const hasAdopted = adoptions.some((one) => one.unitId === look.unitId);
  return {
    hasAdopted,
    check: checkAdoption({ state: lesson.state, isOwn: lesson.unitId === look.unitId, hasAdopted }),
  };
}

export const handlers = [
  handle(contract.listLessons, async (request) => {
    const { tx, params, query, today, authorize } = request;
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const look = lookFrom(place, request);
    const unit = await loadUnit(tx, params.unitId, today);
    const list = await selectLessons(tx, look, {
      shelf: query.shelf,
      words: withoutMarks(query.q).split(/\s+/).filter(Boolean),
      before: query.before ?? null,
      most: AT_ONCE + 1,
    });
    const shown = list.slice(0, AT_ONCE);
    const evidence = await selectEvidence(
      tx,
      shown.map((one) => one.id),
    );
    return {
      unit: { id: unit.id, name: unit.name },
      lessons: shown.map((row) => {
        const [figure] = evidence
          .filter((one) => one.lessonId === row.id && one.kind === 'measure')
          .flatMap(shownEvidence);
        return {
          ...briefOf(row),
          figure: figure?.kind === 'measure' ? { measure: figure.measure, values: figure.values } : null,
        };
      }),
      next: list.length > AT_ONCE ? (shown.at(-1)?.id ?? null) : null,
      abilities: { write: look.canWrite, judge: look.canJudge },
    };
  }),

  handle(contract.listPossibleEvidence, async ({ tx, params, today, authorize }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const unit = await loadUnit(tx, params.unitId, today);
    const papers = await papersKnownTo(tx, params.unitId, OFFERED);
    return {
      unit: { id: unit.id, name: unit.name },
      lastMonth: addMonths(monthOf(today), -1),
      papers: papers.map(({ id, symbol, title }) => ({ id, symbol, title })),
      meetings: await concludedMeetings(tx, params.unitId, OFFERED),
    };
  }),

  handle(contract.getLesson, async (request) => {
    const { tx, params, today, authorize } = request;
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const look = lookFrom(place, request);
    const unit = await loadUnit(tx, params.unitId, today);
    const row = await lessonIn(tx, look, params.lessonId);
    const evidence = (await selectEvidence(tx, [row.id])).flatMap(shownEvidence);
    const measures = evidence.flatMap((one) => (one.kind === 'measure' ? [one.measure] : []));
    const isOwn = row.unitId === look.unitId;
    const may = async (judgement: Judgement) =>
      look.canJudge && (await judgementOf(tx, judgement, row, look)).ok;
    const { hasAdopted, check } = await adoptionOf(tx, row, look);
    return {
      unit: { id: unit.id, name: unit.name },
      lesson: {
        ...briefOf(row),
        situation: row.situation,
        done: row.done,
        cost: row.cost,
        writtenByName: row.writtenByName,
        submittedOn: row.submittedOn,
        evidence,
        // What was returned and written anew is between the unit and the level above.
        verdicts: (await selectVerdicts(tx, row.id))
          .filter((one) => one.kind === 'recommended' || isOwn || look.canJudge)
          .map(({ unitId: _, ...verdict }) => verdict),
        adopted: await loadAdoptions(tx, row.id, [...new Set(measures)], today),
      },
      abilities: {
        change: isOwn && look.canWrite && checkChange(row.state).ok,
        recommend: await may('recommended'),
        return: await may('returned'),
        adopt: look.canWrite && check.ok,
        writeResult: look.canWrite && hasAdopted,
      },
    };
  }),

  handle(contract.writeLesson, async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const id = await writeLesson(tx, params.unitId, body, { personId: actor.personId, today }, nowMs);
    await record({ verb: 'lessons.write', unitId: params.unitId, subjectId: id });
    return { id };
  }),

  handle(contract.changeLesson, async (request) => {
    const { tx, params, body, today, authorize, record } = request;
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const lesson = await ownLesson(tx, lookFrom(place, request), params.lessonId);
    await changeLesson(tx, lesson, body, today);
    await record({ verb: 'lessons.change', unitId: params.unitId, subjectId: lesson.id });
    return {};
  }),

  handle(contract.submitLesson, async (request) => {
    const { tx, params, today, authorize, record } = request;
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const lesson = await ownLesson(tx, lookFrom(place, request), params.lessonId);
    await submitLesson(tx, lesson, place.above.length > 0, today);
    await record({ verb: 'lessons.submit', unitId: params.unitId, subjectId: lesson.id });
    return {};
  }),

  handle(contract.recommendLesson, async (request) => {
    const { tx, params, body, today, nowMs, actor, authorize, record } = request;
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const look = lookFrom(place, request);
    const lesson = await lessonIn(tx, look, params.lessonId, true);
    unwrap(await judgementOf(tx, 'recommended', lesson, look));
    const by = { personId: actor.personId, today };
    await recommendLesson(tx, lesson.id, params.unitId, body.words, by, nowMs);
    await record({ verb: 'lessons.recommend', unitId: params.unitId, subjectId: lesson.id });
    return {};
  }),

  handle(contract.returnLesson, async (request) => {
    const { tx, params, body, today, nowMs, actor, authorize, record } = request;
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const look = lookFrom(place, request);
    const lesson = await lessonIn(tx, look, params.lessonId, true);
    unwrap(await judgementOf(tx, 'returned', lesson, look));
    const by = { personId: actor.personId, today };
    await returnLesson(tx, lesson.id, params.unitId, body.reason, by, nowMs);
    await record({ verb: 'lessons.return', unitId: params.unitId, subjectId: lesson.id });
    return {};
  }),

  handle(contract.adoptLesson, async (request) => {
    const { tx, params, body, today, actor, authorize, record } = request;
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const look = lookFrom(place, request);
    const lesson = await lessonIn(tx, look, params.lessonId, true);
    unwrap((await adoptionOf(tx, lesson, look)).check);
    await adoptLesson(tx, lesson.id, params.unitId, body.plan, { personId: actor.personId, today });
    await record({ verb: 'lessons.adopt', unitId: params.unitId, subjectId: lesson.id });
    return {};
  }),

  handle(contract.writeAdoptionResult, async (request) => {
    const { tx, params, body, today, authorize, record } = request;
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const lesson = await lessonIn(tx, lookFrom(place, request), params.lessonId);
    if (!(await writeResult(tx, lesson.id, params.unitId, body.result, today)))
      throw new DomainError({ code: 'lessons.not-adopted' });
    await record({ verb: 'lessons.write-result', unitId: params.unitId, subjectId: lesson.id });
    return {};
  }),
];
