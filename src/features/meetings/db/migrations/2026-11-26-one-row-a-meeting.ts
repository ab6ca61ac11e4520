import type { Migration } from '#platform/database/migrate.ts';

/**
 * Who was there, and what was told, in one row for all whom it concerns. On an evening on which every branch of a city
 * closes its meeting, a row for each person, with its keys and indexes, was a quarter of what the closing cost; in three
 * years it was most of the rows that a city has.
 */
export const oneRowAMeetingMigration: Migration = {
  name: '2026-11-26-1520-one-row-a-meeting',
  sql: `
    alter table meetings.attendance rename to attendance_before;
    alter index meetings.attendance_of_branch rename to attendance_of_branch_before;
    alter index meetings.attendance_pkey rename to attendance_before_pkey;
    create table meetings.attendance (
      meeting_id uuid primary key references meetings.meeting,
      branch_id uuid not null,
      held_on date not null,
      -- People, each in one of the three.
      present uuid[] not null,
      excused uuid[] not null,
      unexcused uuid[] not null
    );
    insert into meetings.attendance (meeting_id, branch_id, held_on, present, excused, unexcused)
    select meeting_id, branch_id, held_on,
           coalesce(array_agg(person_id) filter (where presence = 'present'), '{}'),
           coalesce(array_agg(person_id) filter (where presence = 'excused'), '{}'),
           coalesce(array_agg(person_id) filter (where presence = 'unexcused'), '{}')
      from meetings.attendance_before group by meeting_id, branch_id, held_on;
    drop table meetings.attendance_before;
    create index attendance_of_branch on meetings.attendance (branch_id, held_on);

    alter table meetings.notice rename to notice_before;
    alter index meetings.notice_of_person rename to notice_of_person_before;
    alter index meetings.notice_pkey rename to notice_before_pkey;
    create table meetings.notice (
      id uuid primary key,
      kind text not null,
      meeting_id uuid not null references meetings.meeting,
      -- Of the branch when it was told: everybody who is told has a membership or a mandate there, and finds it by that.
      branch_id uuid not null,
      facts jsonb not null default '{}',
      at timestamptz not null,
      person_ids uuid[] not null,
      read_by uuid[] not null default '{}'
    );
    insert into meetings.notice (id, kind, meeting_id, branch_id, facts, at, person_ids, read_by)
    select (array_agg(id order by id))[1], kind, meeting_id, branch_id, facts, at, array_agg(person_id order by id),
           coalesce(array_agg(person_id order by id) filter (where read_at is not null), '{}')
      from meetings.notice_before group by kind, meeting_id, branch_id, facts, at;
    drop table meetings.notice_before;
    create index notice_of_branch on meetings.notice (branch_id, at desc);
    -- By which those of one meeting are found when a plan moves it.
    create index notice_of_meeting on meetings.notice (meeting_id);
  `,
};
