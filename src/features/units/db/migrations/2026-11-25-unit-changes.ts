import type { Migration } from '#platform/database/migrate.ts';

/** Every change of a unit with the decision it stands on; who carries whom on; the place a unit covers. */
export const unitChangesMigration: Migration = {
  name: '2026-11-25-0120-unit-changes',
  sql: `
    create table units.change (
      id uuid primary key,
      unit_id uuid not null references units.unit,
      verb text not null check (verb in ('found', 'rename', 'recode', 'move', 'change-kind', 'end')),
      from_on date not null,
      before jsonb,
      after jsonb,
      -- Number and symbol of the decision; for a list that was imported, the name of the list.
      decision text not null check (decision <> ''),
      decision_on date,
      issued_by text,
      recorded_at timestamptz not null,
      -- A person; people are kept by a later feature.
      recorded_by uuid,
      withdrawn_at timestamptz,
      withdrawn_by uuid
    );
    -- The page of a unit shows them in order.
    create index change_by_unit on units.change (unit_id, from_on);

    -- A unit that carries on what another did: merged into it, split off from it, or founded in its place.
    create table units.succession (
      unit_id uuid not null references units.unit,
      successor_id uuid not null references units.unit,
      since_on date not null,
      primary key (unit_id, successor_id),
      check (unit_id <> successor_id)
    );
    create index succession_by_successor on units.succession (successor_id);

    -- The place (địa bàn) that a unit covers: figures of lists, for maps and for reorganisation.
    create table units.area (
      unit_id uuid not null references units.unit,
      valid daterange not null check (not isempty(valid)),
      km2 numeric check (km2 > 0),
      population int check (population >= 0),
      lat double precision check (lat between -90 and 90),
      lon double precision check (lon between -180 and 180),
      primary key (unit_id, valid without overlaps),
      check ((lat is null) = (lon is null))
    );
  `,
};
