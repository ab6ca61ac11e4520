import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plan } from '#features/meetings/testing/hold-meeting.ts';
import type { Database } from '#platform/database/database.ts';
import { inTransaction, rows, sql } from '#platform/database/database.ts';
import { migrate, pendingMigrations } from '#platform/database/migrate.ts';
import { whatStands } from '#platform/feature.ts';
import { openTestDatabase } from '#testing/open-test-database.ts';
import { openTestWorld } from '#testing/test-world.ts';
import { owners } from './build-app.ts';
import { features } from './features.ts';
import { FEATURE_ORDER } from './features-order.ts';

// What the manifests say about tables is compared with what the migrated database really holds.

type ForeignKey = { from: string; column: string; to: string };

let db: Database;
let tables: string[];
let keys: ForeignKey[];
/** Columns named like a unit's id, whether or not a foreign key stands on them. */
let unitColumns: string[];

beforeAll(async () => {
  db = await openTestDatabase();
  await inTransaction(db, 'read', async (tx) => {
    tables = (
      await rows(
        tx,
        sql<{ name: string }>`
          select n.nspname || '.' || c.relname as name
            from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
           where c.relkind in ('r', 'p') and not c.relispartition
             and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'platform')
             and n.nspname not like 'pg\\_%' order by 1`,
      )
    ).map((row) => row.name);
    keys = await rows(
      tx,
      sql<ForeignKey>`
        select fn.nspname || '.' || f.relname as "from", a.attname as "column", tn.nspname || '.' || t.relname as "to"
          from pg_catalog.pg_constraint k
          join pg_catalog.pg_class f on f.oid = k.conrelid
          join pg_catalog.pg_namespace fn on fn.oid = f.relnamespace
          join pg_catalog.pg_class t on t.oid = k.confrelid
          join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace
          join pg_catalog.pg_attribute a on a.attrelid = f.oid and a.attnum = any(k.conkey)
         where k.contype = 'f' and k.conparentid = 0 and not f.relispartition
           -- The period of a temporal key refers to nothing by itself.
           and a.atttypid <> 'daterange'::regtype
         order by 1, 2`,
    );
    unitColumns = (
      await rows(
        tx,
        sql<{ name: string }>`
          select n.nspname || '.' || c.relname || '.' || a.attname as name
            from pg_catalog.pg_attribute a
            join pg_catalog.pg_class c on c.oid = a.attrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
           where a.attname in ('unit_id', 'branch_id', 'parent_id') and c.relkind in ('r', 'p')
             and not c.relispartition and n.nspname <> 'platform'`,
      )
    ).map((row) => row.name);
  });
});
afterAll(() => db.close());

const schemaOf = (table: string) => table.split('.')[0]!;
const rankOf = (schema: string) => FEATURE_ORDER.indexOf(schema as (typeof FEATURE_ORDER)[number]);

test('a second migration of a migrated database does nothing', async () => {
  expect(await pendingMigrations(db, owners)).toEqual([]);
  expect(await migrate(db, owners)).toEqual([]);
});

describe('tables', () => {
  test('every table is claimed by the feature whose schema it lies in, and every claim is true', () => {
    const claimed = features.flatMap((feature) => feature.tables);
    expect([...claimed].sort()).toEqual([...tables].sort());
    const astray = features.flatMap(({ name, tables: own }) => own.filter((t) => schemaOf(t) !== name));
    expect(astray).toEqual([]);
  });

  test('foreign keys point backwards in rank, or stay at home', () => {
    expect(keys.length).toBeGreaterThan(20);
    const forward = keys.filter(
      ({ from, to }) =>
        schemaOf(to) !== 'platform' &&
        schemaOf(from) !== 'platform' &&
        (rankOf(schemaOf(to)) === -1 || rankOf(schemaOf(to)) > rankOf(schemaOf(from))),
    );
    expect(forward).toEqual([]);
    expect(
      keys.filter(({ from, to }) => schemaOf(from) === 'platform' && schemaOf(to) !== 'platform'),
    ).toEqual([]);
  });
});

describe('a reorganisation', () => {
  test.each(features.map((f) => [f.name, f] as const))(
    '%s answers for each of its references to a unit',
    (name, feature) => {
      const references = keys
        .filter(({ from, to }) => to === 'units.unit' && schemaOf(from) === name)
        .map(({ from, column }) => `${from}.${column}`);
      const answered = feature.onUnitChange.map((answer) => answer.column);
      expect(references.filter((column) => !answered.includes(column))).toEqual([]);
      // An answer about a column that is not there would hide that a table was renamed.
      expect(answered.filter((column) => !references.includes(column))).toEqual([]);
      expect(new Set(answered).size).toBe(answered.length);
      for (const answer of feature.onUnitChange) expect(answer.because.length).toBeGreaterThan(10);
    },
  );

  test('what refuses the end of a unit can be counted beforehand, on every unit at once', async () => {
    const world = await openTestWorld();
    try {
      const { city, ward, branch5, branch7 } = world.ward;
      await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
      const refusing = features.filter((f) => f.onUnitChange.some((answer) => answer.end === 'refuse'));
      expect(refusing.filter((f) => f.standing.length === 0).map((f) => f.name)).toEqual([]);
      const found = await world.read((tx) =>
        whatStands({ features } as never, tx, [city, ward, branch5, branch7], '2026-03-02'),
      );
      const counts = (unitId: string) =>
        Object.fromEntries(found.filter((s) => s.unitId === unitId).map((s) => [s.feature, s.count]));
      expect(counts(branch5)).toEqual({ members: 7, mandates: 4, meetings: 1 });
      expect(counts(ward)).toEqual({ units: 2, mandates: 2 });
      expect(counts(city)).toEqual({ units: 1, mandates: 1 });
      for (const { what, settle } of found) {
        expect(what.vi).not.toBe(what.en);
        expect(settle.vi).toMatch(/^\p{Lu}.*\.$/su);
        expect(settle.en).toMatch(/^\p{Lu}.*\.$/su);
      }
    } finally {
      await world.close();
    }
  });

  test('a column that holds a unit has a foreign key, or hangs on a meeting, which has one', () => {
    const held = new Set(
      keys.filter(({ to }) => to === 'units.unit').map(({ from, column }) => `${from}.${column}`),
    );
    const ofMeetings = unitColumns.filter((column) => !held.has(column));
    expect(ofMeetings.toSorted()).toEqual([
      'meetings.attendance.branch_id',
      'meetings.entry.branch_id',
      'meetings.notice.branch_id',
    ]);
    const hanging = keys.filter(({ column, to }) => column === 'meeting_id' && to === 'meetings.meeting');
    for (const column of ofMeetings) expect(hanging.map(({ from }) => `${from}.branch_id`)).toContain(column);
    expect(held).toContain('meetings.meeting.branch_id');
  });
});

describe('a person', () => {
  test('can have a copy of everything and is forgotten where that is allowed', async () => {
    const world = await openTestWorld();
    try {
      const { people } = world.ward;
      await plan(world, { month: '2026-03', plannedOn: '2026-03-05' });
      const copies: Record<string, string> = {};
      for (const feature of features)
        for (const personId of [people.an, people.minh, people.hanh]) {
          const copy = await world.read((tx) => feature.person.export(tx, personId));
          const text = JSON.stringify(copy);
          expect(JSON.parse(text)).not.toBeNull();
          copies[feature.name] = (copies[feature.name] ?? '') + text;
        }
      const withPeople = [
        ...new Set(keys.filter(({ to }) => to === 'members.person').map(({ from }) => schemaOf(from))),
      ];
      // Whoever keeps rows about people must have something to say about them.
      for (const feature of features.filter(({ name }) => withPeople.includes(name))) {
        expect(Object.keys(await world.read((tx) => feature.person.export(tx, people.an)))).not.toEqual([]);
        const { kept } = await world.write((tx) => feature.person.erase(tx, people.hanh));
        expect(kept.length).toBeGreaterThan(0);
        expect(kept.every((line) => line.length > 10)).toBe(true);
      }
      expect(copies.members).toContain('Nguyễn Văn An');
      expect(copies.members).toContain('an@example.test');
      expect(copies.mandates).toContain('secretary');

      const members = features.find(({ name }) => name === 'members')!;
      const after = JSON.stringify(await world.read((tx) => members.person.export(tx, people.hanh)));
      expect(after).toContain('Vũ Thị Hạnh');
      expect(after).not.toContain('hanh@example.test');
    } finally {
      await world.close();
    }
  });
});
