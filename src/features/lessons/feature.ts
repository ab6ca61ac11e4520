import { defineFeature } from '#platform/feature.ts';
import { waitingLessons } from './actions/what-waits.ts';
import { selectOfPerson } from './db/lessons.sql.ts';
import { lessonsMigration } from './db/migrations/2026-11-25-lessons.ts';
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

export const lessons = defineFeature({
  name: 'lessons',
  tables: ['lessons.lesson', 'lessons.evidence', 'lessons.verdict', 'lessons.adoption'],
  migrations: [lessonsMigration],
  handlers,
  policy,
  errors,
  jobs: [],
  listeners: [],
  person: {
    export: async (tx, personId) => ({ lessons: await selectOfPerson(tx, personId) }),
    erase: async () => ({ kept: ['who wrote, judged or adopted a lesson: the record of the units'] }),
  },
  onUnitChange: [
    stays('lessons.lesson.unit_id', 'What worked stays known under the name of the unit that did it.'),
    stays('lessons.verdict.unit_id', 'A recommendation was given by the committee of its day.'),
    stays('lessons.adoption.unit_id', 'That a unit took a lesson over is history; its figures end with it.'),
  ],
  standing: [],
  waiting: { of: { vi: 'bài học', en: 'lessons' }, find: waitingLessons },
});
