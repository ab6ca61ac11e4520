import type { Migration } from '#platform/database/migrate.ts';

export const directivesMigration: Migration = {
  name: '2026-11-23-0550-directives',
  sql: `
    create schema directives;
    create table directives.directive (
      id uuid primary key,
      unit_id uuid not null references units.unit,
      kind text not null,
      -- As it is printed: 'Số 11-ĐA/TU'.
      symbol text not null check (symbol <> ''),
      issued_on date not null,
      title text not null check (title <> ''),
      summary text,
      needs text not null check (needs in ('know', 'discuss', 'carry-out')),
      due_on date,
      file_id uuid references platform.file,
      issued_by uuid not null references members.person,
      -- The day on which the branches could first see it here.
      sent_on date not null,
      sent_at timestamptz not null,
      withdrawn_at timestamptz,
      withdrawn_because text
    );
    create unique index one_paper_once on directives.directive (unit_id, symbol, issued_on)
      where withdrawn_at is null;
    create index directive_by_unit on directives.directive (unit_id, sent_at desc);
    create table directives.recipient (
      directive_id uuid not null references directives.directive,
      branch_id uuid not null references units.unit,
      received_at timestamptz,
      received_by uuid references members.person,
      primary key (directive_id, branch_id),
      check ((received_at is null) = (received_by is null))
    );
    create index recipient_by_branch on directives.recipient (branch_id);
  `,
};
