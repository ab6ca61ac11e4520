import type { Migration } from '#platform/database/migrate.ts';

/**
 * The way from the top of the tree down to each unit, for every period in which it stays the same. Drawn from the
 * dated links, never written by hand: one row answers what lies above a unit on a day, and a join on one column gives
 * every unit that lies below another.
 */
export const unitPathsMigration: Migration = {
  name: '2026-11-25-0110-unit-paths',
  sql: `
    -- The life as a range, so that the keys below can say that nothing about a unit reaches beyond it.
    alter table units.unit
      add column life daterange generated always as (daterange(founded_on, ended_on)) stored,
      add constraint unit_life unique (id, life without overlaps);
    alter table units.unit_link
      add constraint link_inside_life foreign key (unit_id, period valid) references units.unit (id, period life),
      add constraint link_inside_parents_life
        foreign key (parent_id, period valid) references units.unit (id, period life);

    create table units.unit_path (
      unit_id uuid not null references units.unit,
      valid daterange not null check (not isempty(valid)),
      -- How many units lie above.
      depth smallint not null check (depth between 0 and 7),
      -- The unit at each depth, from the top; the unit itself stands at its own depth, nothing below it.
      l0 uuid not null, l1 uuid, l2 uuid, l3 uuid, l4 uuid, l5 uuid, l6 uuid, l7 uuid,
      primary key (unit_id, valid without overlaps)
    );
    -- Everything below a unit, found by the column of that unit's depth. The deepest levels are few and need none.
    create index unit_path_l1 on units.unit_path (l1);
    create index unit_path_l2 on units.unit_path (l2);
    create index unit_path_l3 on units.unit_path (l3);

    with recursive way (unit_id, valid, steps) as (
      select u.id, u.life, array[u.id] from units.unit u
       where not exists (select from units.unit_link l where l.unit_id = u.id)
      union all
      select l.unit_id, l.valid * w.valid, w.steps || l.unit_id
        from way w join units.unit_link l on l.parent_id = w.unit_id and l.valid && w.valid
       where cardinality(w.steps) < 8
    )
    insert into units.unit_path (unit_id, valid, depth, l0, l1, l2, l3, l4, l5, l6, l7)
    select unit_id, valid, cardinality(steps) - 1,
           steps[1], steps[2], steps[3], steps[4], steps[5], steps[6], steps[7], steps[8]
      from way;
  `,
};
