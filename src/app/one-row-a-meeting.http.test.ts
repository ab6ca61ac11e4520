import { expect, test } from 'vitest';
import { inTransaction, rows, run, sql } from '#platform/database/database.ts';
import { migrate } from '#platform/database/migrate.ts';
import { openEmptyDatabase } from '#testing/open-test-database.ts';
import { owners } from './build-app.ts';

// Attendance and notices of a database that kept a row for each person, brought up to date.

const STEP = '2026-11-26-1520-one-row-a-meeting';
const before = owners.map((owner) => ({
  name: owner.name,
  migrations: owner.migrations.filter(({ name }) => name !== STEP),
}));
const uuid = (n: number) => `019cac0f-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [branch, an, binh, chi, january, february] = [1, 2, 3, 4, 5, 6].map(uuid) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

test('who was there and what was told is the same for each person afterwards', async () => {
  const db = await openEmptyDatabase();
  try {
    await migrate(db, before);
    await inTransaction(db, 'write', async (tx) => {
      await run(tx, sql`insert into units.unit (id, founded_on) values (${branch}, '2000-01-01')`);
      for (const [id, name] of [
        [an, 'Nguyễn Văn An'],
        [binh, 'Trần Thị Bình'],
        [chi, 'Lê Văn Chi'],
      ])
        await run(
          tx,
          sql`insert into members.person (id, full_name, sort_key, search_key, created_at, changed_at)
              values (${id}, ${name}, ${name}, ${name}, now(), now())`,
        );
      await run(
        tx,
        sql`insert into meetings.rules_snapshot (id, rulebook_code, rules) values ('r', 'r', '{}')`,
      );
      for (const [id, month] of [
        [january, '2026-01'],
        [february, '2026-02'],
      ])
        await run(
          tx,
          sql`insert into meetings.meeting (id, branch_id, month, kind, planned_on, planned_time, place, rules_id, room_secret,
                                            created_by, created_at)
              values (${id}, ${branch}, ${month}, 'regular', ${`${month}-03`}::text::date, '19:30', 'Nhà văn hóa', 'r', 's',
                      ${an}, now())`,
        );
      for (const [meeting, person, presence] of [
        [january, an, 'present'],
        [january, binh, 'excused'],
        [january, chi, 'unexcused'],
        [february, an, 'present'],
        [february, binh, 'present'],
      ])
        await run(
          tx,
          sql`insert into meetings.attendance (meeting_id, person_id, branch_id, held_on, presence)
              values (${meeting}, ${person}, ${branch}, '2026-02-03', ${presence})`,
        );
      const told = async (n: number, kind: string, person: string, at: string, readAt: string | null) =>
        run(
          tx,
          sql`insert into meetings.notice (id, person_id, kind, meeting_id, branch_id, facts, at, read_at)
              values (${uuid(n)}, ${person}, ${kind}, ${january}, ${branch}, '{"month":"2026-01"}', ${at}::text::timestamptz,
                      ${readAt}::text::timestamptz)`,
        );
      await told(11, 'meeting-closed', an, '2026-02-03T14:00Z', null);
      await told(12, 'meeting-closed', binh, '2026-02-03T14:00Z', '2026-02-04T01:00Z');
      await told(13, 'score-to-confirm', chi, '2026-02-03T14:00Z', null);
      await told(14, 'meeting-closed', an, '2026-02-03T15:00Z', '2026-02-04T01:00Z');
    });

    expect(await migrate(db, owners)).toEqual([STEP]);

    expect(
      await rows(
        db.kysely,
        sql`select meeting_id as meeting, person_id as person, presence from meetings.presence order by 1, 2`,
      ),
    ).toEqual([
      { meeting: january, person: an, presence: 'present' },
      { meeting: january, person: binh, presence: 'excused' },
      { meeting: january, person: chi, presence: 'unexcused' },
      { meeting: february, person: an, presence: 'present' },
      { meeting: february, person: binh, presence: 'present' },
    ]);
    expect(
      await rows(
        db.kysely,
        sql`select id, kind, to_jsonb(person_ids) as told, to_jsonb(read_by) as read, facts from meetings.notice order by id`,
      ),
    ).toEqual([
      { id: uuid(11), kind: 'meeting-closed', told: [an, binh], read: [binh], facts: { month: '2026-01' } },
      { id: uuid(13), kind: 'score-to-confirm', told: [chi], read: [], facts: { month: '2026-01' } },
      { id: uuid(14), kind: 'meeting-closed', told: [an], read: [an], facts: { month: '2026-01' } },
    ]);
  } finally {
    await db.close();
  }
});
