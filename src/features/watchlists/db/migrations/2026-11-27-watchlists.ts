import type { Migration } from '#platform/database/migrate.ts';

/** Signs that a branch needs help, kept as last worked out; and the lists on which committees follow organisations. */
export const watchlistsMigration: Migration = {
  name: '2026-11-27-1752-watchlists',
  sql: `
    create schema watchlists;
    -- Branches that show a sign, and nobody else.
    create table watchlists.sign (
      branch_id uuid primary key references units.unit,
      -- Every figure that was measured, beside its limit.
      signs jsonb not null,
      keys text[] not null check (keys <> '{}'),
      weight int not null check (weight > 0)
    );
    -- A city reads the worst of all its branches first.
    create index sign_worst_first on watchlists.sign (weight desc, branch_id);

    -- When the branches below a unit right under the top were last worked out.
    create table watchlists.measured (
      unit_id uuid primary key references units.unit,
      at timestamptz not null
    );

    create table watchlists.entry (
      id uuid primary key,
      -- Whose list, and who is on it.
      unit_id uuid not null references units.unit,
      branch_id uuid not null references units.unit,
      level text not null check (level in ('city', 'ward')),
      reason_kind text not null check (reason_kind in ('weak', 'concern', 'complicated')),
      reason text not null check (reason <> ''),
      is_key_area boolean not null,
      is_remote_area boolean not null,
      owner_id uuid not null references members.person,
      due_on date not null,
      state text not null check (state in ('open', 'consolidating', 'consolidated', 'removed')),
      entered_on date not null,
      entered_by uuid not null references members.person,
      signs_then jsonb not null,
      left_on date,
      left_words text,
      left_evidence text,
      signs_left jsonb,
      -- The entry before this one, when the organisation came back.
      earlier_id uuid references watchlists.entry,
      check ((state in ('consolidated', 'removed')) = (left_on is not null)),
      check ((left_on is null) = (left_words is null)),
      check ((state = 'consolidated') = (left_evidence is not null))
    );
    -- An organisation stands once on a list.
    create unique index entry_once on watchlists.entry (unit_id, branch_id) where left_on is null;
    -- A list is read by due day.
    create index entry_of_list on watchlists.entry (unit_id, due_on, id);
    -- Sums by area, and what an organisation sees of itself.
    create index entry_of_branch on watchlists.entry (branch_id);

    create table watchlists.step (
      id uuid primary key,
      entry_id uuid not null references watchlists.entry,
      text text not null check (text <> ''),
      output text not null check (output <> ''),
      due_on date not null,
      -- Null: the organisation itself does it.
      owner_id uuid references members.person,
      state text not null check (state in ('open', 'done', 'dropped')),
      settled_on date,
      settled_by uuid references members.person,
      words text,
      check ((state = 'open') = (settled_on is null)),
      check ((state = 'open') = (settled_by is null)),
      check ((state = 'open') = (words is null))
    );
    create index step_of_entry on watchlists.step (entry_id);

    -- What happened to an entry, in order. Lines are added and never changed.
    create table watchlists.line (
      id uuid primary key,
      entry_id uuid not null references watchlists.entry,
      step_id uuid references watchlists.step,
      at timestamptz not null,
      on_day date not null,
      -- Null: a plan that took effect by its day.
      by_id uuid references members.person,
      kind text not null,
      words text
    );
    create index line_of_entry on watchlists.line (entry_id, id);
    create function watchlists.line_stays() returns trigger language plpgsql as $body$
    begin
      raise exception 'lines of a watch list are only added';
    end $body$;
    create trigger line_stays before update or delete on watchlists.line
      for each row execute function watchlists.line_stays();
  `,
};
