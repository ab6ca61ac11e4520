import type { Migration } from '#platform/database/migrate.ts';

/** A paper carries its main text and annexes; the one file that it had is its main text. */
export const filesOfPapersMigration: Migration = {
  name: '2026-11-26-1500-files-of-papers',
  sql: `
    create table directives.paper_file (
      file_id uuid primary key references platform.file,
      directive_id uuid not null references directives.directive,
      part text not null check (part in ('main', 'annex')),
      -- Its words, lower case without marks; empty for what has none.
      search_key text not null default '',
      -- Whether its words find the paper; null while it waits to be read.
      is_found boolean,
      added_by uuid not null references members.person,
      added_at timestamptz not null,
      removed_by uuid references members.person,
      removed_at timestamptz,
      removed_because text,
      check ((removed_at is null) = (removed_by is null) and (removed_at is null) = (removed_because is null))
    );
    -- The files of a paper are always read together.
    create index paper_file_by_paper on directives.paper_file (directive_id);
    create unique index one_main_text on directives.paper_file (directive_id)
      where part = 'main' and removed_at is null;
    -- The job that reads what waits looks for these few every few minutes.
    create index paper_file_to_read on directives.paper_file (file_id)
      where is_found is null and removed_at is null;

    -- The words of the file stood behind those of the paper.
    insert into directives.paper_file (file_id, directive_id, part, search_key, is_found, added_by, added_at)
    select d.file_id, d.id, 'main',
           substr(d.search_key, length(d.symbol || ' ' || d.title || ' ' || coalesce(d.summary, '')) + 1),
           d.is_file_found, f.added_by, f.added_at
      from directives.directive d join platform.file f on f.id = d.file_id;
    update directives.directive
       set search_key = left(search_key, length(symbol || ' ' || title || ' ' || coalesce(summary, '')))
     where file_id is not null;
    alter table directives.directive drop column file_id;
    alter table directives.directive drop column is_file_found;
  `,
};
