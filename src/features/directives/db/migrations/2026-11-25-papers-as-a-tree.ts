import { withoutMarks } from '#kernel/vietnamese.ts';
import type { Migration } from '#platform/database/migrate.ts';

/** Every composed Vietnamese letter, and the letter it is without its marks. */
const MARKED = [...Array(0x1f00).keys()]
  .map((code) => String.fromCharCode(code))
  .filter((letter) => /^[À-ưẠ-ỹ]$/.test(letter) && /^[a-z]$/.test(withoutMarks(letter)))
  .join('');
const PLAIN = [...MARKED].map(withoutMarks).join('');

/** Papers go to any unit below, stand to earlier ones, and are found by their words. */
export const papersAsATreeMigration: Migration = {
  name: '2026-11-25-0300-papers-as-a-tree',
  sql: `
    alter table directives.recipient rename column branch_id to unit_id;
    alter index directives.recipient_by_branch rename to recipient_by_unit;
    create table directives.link (
      directive_id uuid not null references directives.directive,
      target_id uuid not null references directives.directive,
      kind text not null check (kind in ('carries-out', 'replaces', 'amends', 'ends')),
      linked_by uuid not null references members.person,
      linked_at timestamptz not null,
      primary key (directive_id, target_id),
      check (directive_id <> target_id)
    );
    create index link_by_target on directives.link (target_id);
    -- Lower case without marks: symbol, title, summary and, where it could be read, the text of the file.
    alter table directives.directive add column search_key text not null default '';
    update directives.directive
       set search_key = lower(translate(symbol || ' ' || title || ' ' || coalesce(summary, ''),
                                        '${MARKED}', '${PLAIN}'));
    alter table directives.directive alter column search_key drop default;
  `,
};
