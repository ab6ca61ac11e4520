import type { Migration } from '#platform/database/migrate.ts';

/** What worked in a unit, with what shows it, who recommended it and who took it over. */
export const lessonsMigration: Migration = {
  name: '2026-11-25-2210-lessons',
  sql: `
    create schema lessons;
    create table lessons.lesson (
      id uuid primary key,
      unit_id uuid not null references units.unit,
      title text not null check (title <> ''),
      situation text not null,
      done text not null,
      cost text not null,
      -- Title and texts without marks: what a search compares.
      search_key text not null,
      state text not null check (state in ('draft', 'submitted', 'returned', 'recommended')),
      written_by uuid not null references members.person,
      written_on date not null,
      submitted_on date
    );
    create index lesson_of_unit on lessons.lesson (unit_id);
    -- Lists are read newest first, and nearly all of them want what is recommended.
    create index lesson_recommended on lessons.lesson (id) where state = 'recommended';

    create table lessons.evidence (
      lesson_id uuid not null references lessons.lesson,
      position smallint not null,
      kind text not null check (kind in ('measure', 'directive', 'meeting')),
      measure text,
      before_from text,
      before_to text,
      after_from text,
      after_to text,
      -- As the figures stood when the lesson was last saved or handed over.
      before_part int,
      before_whole int,
      after_part int,
      after_whole int,
      directive_id uuid references directives.directive,
      meeting_id uuid references meetings.meeting,
      primary key (lesson_id, position),
      check ((kind = 'measure') = (measure is not null)),
      check ((kind = 'directive') = (directive_id is not null)),
      check ((kind = 'meeting') = (meeting_id is not null)),
      check (kind <> 'measure' or num_nulls(before_from, before_to, after_from, after_to, before_part, before_whole,
                                            after_part, after_whole) = 0)
    );

    create table lessons.verdict (
      id uuid primary key,
      lesson_id uuid not null references lessons.lesson,
      unit_id uuid not null references units.unit,
      kind text not null check (kind in ('recommended', 'returned')),
      words text,
      given_by uuid not null references members.person,
      given_on date not null,
      check (kind = 'recommended' or words is not null)
    );
    create index verdict_on_lesson on lessons.verdict (lesson_id);
    create unique index one_recommendation_each on lessons.verdict (lesson_id, unit_id) where kind = 'recommended';

    create table lessons.adoption (
      lesson_id uuid not null references lessons.lesson,
      unit_id uuid not null references units.unit,
      adopted_on date not null,
      adopted_by uuid not null references members.person,
      -- How the unit goes about it, and what came of it, in its own words.
      plan text,
      result text,
      result_on date,
      primary key (lesson_id, unit_id),
      check ((result is null) = (result_on is null))
    );
  `,
};
