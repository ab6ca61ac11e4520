import type { Migration } from '#platform/database/migrate.ts';

export const findPeopleMigration: Migration = {
  name: '2026-11-25-0280-find-people',
  sql: `
    -- The words of a name in any order, without marks; the last word may be only begun.
    create index person_by_words on members.person using gin (to_tsvector('simple'::regconfig, search_key));
    -- Numbers as they are typed: digits only, from the front.
    create index person_by_card_digits on members.person
      (regexp_replace(card_number, '\\D', '', 'g') text_pattern_ops) where card_number is not null;
    create index person_by_phone_digits on members.person
      (regexp_replace(phone, '\\D', '', 'g') text_pattern_ops) where phone is not null;
  `,
};
