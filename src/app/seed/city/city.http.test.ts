import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, buildApp } from '#app/build-app.ts';
import { getAssignment, listAssignments } from '#features/assignments/contract.ts';
import { getMeeting, listMeetings } from '#features/meetings/contract.ts';
import { figuresOf, loadMeeting } from '#features/meetings/public.ts';
import { openList } from '#features/members/contract.ts';
import { instantOf } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import type { Answer } from '#kernel/route.ts';
import { readConfig } from '#platform/config/read-config.ts';
import { type Database, inTransaction, one, rows, sql } from '#platform/database/database.ts';
import { openTestDatabase } from '#testing/open-test-database.ts';
import { type CityCounts, seedCity } from './seed-city.ts';

// A small part of the invented city, made as the whole is: two communes and a few bodies of one district.

const TODAY = '2026-11-12';
const PART = { districts: ['001'], isSmall: true };
const seedPart = (db: Database, seed: number) => seedCity(db, { seed, today: TODAY, part: PART });

let db: Database;
let made: CityCounts;
let app: App;
beforeAll(async () => {
  db = await openTestDatabase();
  made = await seedPart(db, 3);
  app = await buildApp({
    db,
    config: readConfig({ GOC_LOG: 'silent', GOC_DEMO: '1' }),
    clock: { now: () => instantOf(TODAY, '10:00') },
    withJobs: false,
  });
  await app.server.ready();
}, 240_000);
afterAll(() => app.close());

const ask = <Row>(query: ReturnType<typeof sql<Row>>) => rows(db.kysely, query);

/** One number for everything that the seed wrote into a table. */
const SEEDED = [
  'units.unit',
  'units.unit_name',
  'units.unit_kind',
  'units.unit_code',
  'units.unit_link',
  'units.unit_path',
  'units.term',
  'units.area',
  'members.person',
  'members.membership',
  'mandates.mandate',
  'mandates.demo_person',
  'platform.account',
  'platform.file',
  'rulebooks.override',
  'tasks.task',
  'tasks.task_report',
  'directives.directive',
  'directives.recipient',
  'assignments.assignment',
  'assignments.duty',
  'assignments.report',
  'meetings.series',
  'meetings.rules_snapshot',
  'meetings.meeting',
  'meetings.entry',
  'meetings.attendance',
  'meetings.register_entry',
  'meetings.closed_month',
  'reports.branch_month',
];
const printOf = async (database: Database) => {
  const prints: Record<string, string> = {};
  for (const table of SEEDED) {
    const { print } = await one(
      database.kysely,
      sql<{ print: string }>`
        select count(*) || ':' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as print
          from ${sql.table(table)} t`,
    );
    prints[table] = print;
  }
  return prints;
};

describe('places', () => {
  it('every commune has its invented area and population on every day, and a merge loses nothing', async () => {
    const sums = await ask<{
      day: string;
      communes: number;
      without: number;
      km2: string;
      people: number;
    }>(sql`
      select d.day, count(*)::int as communes, count(*) filter (where a.unit_id is null)::int as without,
             sum(a.km2)::float8 as km2, sum(a.population)::int as people
        from (values ('2023-06-01'), ('2026-11-01')) as d (day)
        join units.unit_name n on n.valid @> d.day::date and n.name ~ '^Đảng bộ (phường|xã|thị trấn) '
        left join units.area a on a.unit_id = n.unit_id and a.valid @> d.day::date
       group by d.day order by d.day`);
    expect(sums.map(({ without }) => without)).toEqual([0, 0]);
    expect(sums[0]!.communes).toBeGreaterThanOrEqual(2);
    expect([sums[1]!.km2, sums[1]!.people]).toEqual([sums[0]!.km2, sums[0]!.people]);
    const sources = await ask<{ source: string }>(sql`select distinct source from units.area`);
    expect(sources).toEqual([{ source: 'Số liệu mẫu, tự đặt, không phải số liệu thống kê' }]);
  });
});

describe('the same seed', () => {
  it('gives the same rows, ids included, and another seed other ones', { timeout: 240_000 }, async () => {
    const first = await printOf(db);
    for (const [table, print] of Object.entries(first)) expect(print, table).not.toMatch(/^0:/);
    const again = await openTestDatabase();
    try {
      await seedPart(again, 3);
      expect(await printOf(again)).toEqual(first);
    } finally {
      await again.close();
    }
    const other = await openTestDatabase();
    try {
      await seedPart(other, 4);
      const differing = Object.entries(await printOf(other)).filter(
        ([table, print]) => first[table] !== print,
      );
      expect(differing.length).toBeGreaterThan(SEEDED.length - 3);
    } finally {
      await other.close();
    }
  });
});

describe('what was made', () => {
  it('is an organisation: members of today as planned, posts by members, one secretary each', async () => {
    const [counts] = await ask(sql<{
      members: number;
      branches: number;
      strangers: number;
      headless: number;
    }>`
      select (select count(*)::int from members.membership where nature = 'home' and upper(valid) is null) as members,
             (select count(*)::int from meetings.series) as branches,
             (select count(*)::int from mandates.mandate d
               where d.post = 'secretary' and d.valid @> ${TODAY}::date
                 and exists (select from meetings.series s where s.branch_id = d.unit_id)
                 and not exists (select from members.membership m where m.person_id = d.person_id
                                  and m.branch_id = d.unit_id and m.valid @> ${TODAY}::date)) as strangers,
             (select count(*)::int from units.unit u
               where u.ended_on is null and not exists (
                 select from mandates.mandate d where d.unit_id = u.id and d.post = 'secretary'
                    and d.valid @> ${TODAY}::date)) as headless`);
    expect(counts).toEqual({ members: made.members, branches: made.branches, strangers: 0, headless: 0 });
    expect(made.months).toEqual(['2023-11', '2026-10']);
  });

  it('has figures that are the sums of its rows, in every month', async () => {
    const wrong = await ask(sql<{ id: Id }>`
      select f.meeting_id as id from reports.branch_month f
        join lateral (
          select count(*) filter (where m.status in ('official', 'provisional')) as base,
                 count(*) filter (where a.presence = 'present' and m.status in ('official', 'provisional')) as present,
                 count(*) filter (where a.presence = 'excused') as excused,
                 count(*) filter (where a.presence = 'unexcused') as unexcused
            from members.membership m
            left join meetings.presence a on a.meeting_id = f.meeting_id and a.person_id = m.person_id
           where m.branch_id = f.branch_id and m.valid @> f.held_on) c on true
        join lateral (
          select count(*) as due, count(*) filter (where state in ('done', 'done-late')) as done,
                 count(*) filter (where state = 'done-late') as late
            from tasks.task_report r where r.meeting_id = f.meeting_id) t on true
        join lateral (select count(*) as assigned from tasks.task k where k.meeting_id = f.meeting_id) g on true
        join meetings.meeting h on h.id = f.meeting_id
       where (f.base, f.present, f.excused, f.unexcused) is distinct from (c.base, c.present, c.excused, c.unexcused)
          or (f.tasks_due, f.tasks_done, f.tasks_done_late, f.tasks_assigned)
             is distinct from (t.due, t.done, t.late, g.assigned)
          or (f.base, f.present, f.own_score, f.confirmed_score, f.held_on, f.month, f.kind)
             is distinct from (h.base, h.present, h.own_score, h.confirmed_score, h.held_on, h.month, h.kind)`);
    expect(wrong).toEqual([]);
    const [all] = await ask(sql<{ facts: number; closed: number; attended: number }>`
      select (select count(*)::int from reports.branch_month) as facts,
             (select count(*)::int from meetings.meeting where stage = 'closed') as closed,
             (select (100.0 * sum(present) / sum(base))::int from reports.branch_month) as attended`);
    expect(all!.facts).toBe(all!.closed);
    expect(all!.attended).toBeGreaterThan(75);
    expect(all!.attended).toBeLessThan(97);
  });

  it('keeps whole journals for the last months, and they say what the figures say', {
    timeout: 120_000,
  }, async () => {
    const journals = await ask(sql<{ id: Id; stage: string; month: string }>`
      select id, stage, month from meetings.meeting where taken_over_from is null order by id`);
    expect(new Set(journals.map(({ month }) => month))).toEqual(new Set(['2026-10', '2026-11']));
    expect(new Set(journals.map(({ stage }) => stage))).toContain('planned');
    for (const { id, stage } of journals) {
      const meeting = await inTransaction(db, 'read', (tx) => loadMeeting(tx, id, TODAY));
      expect(meeting.entries.length).toBe(meeting.row.entryCount);
      expect(meeting.state.waiting, id).toEqual([]);
      if (stage === 'planned') continue;
      expect(meeting.state.stage).toBe(stage);
      const { kind, month, ...told } = figuresOf(meeting, meeting.row.closedAt?.getTime() ?? 0);
      expect([told.base, told.present, told.ownScore]).toEqual([
        meeting.row.base,
        meeting.row.present,
        meeting.row.ownScore,
      ]);
      if (stage !== 'closed') continue;
      const kept = await one(
        db.kysely,
        sql<Record<string, unknown>>`
          select meeting_id as "meetingId", branch_id as "branchId", planned_on as "plannedOn", held_on as "heldOn",
                 closed_on as "closedOn", base, present, excused, unexcused, spoke, minutes, own_score::float8 as "ownScore",
                 own_grade as "ownGrade", confirmed_score::float8 as "confirmedScore",
                 confirmed_grade as "confirmedGrade", papers_late as "papersLate", notice_late as "noticeLate",
                 tasks_due as "tasksDue", tasks_done as "tasksDone", tasks_done_late as "tasksDoneLate",
                 tasks_assigned as "tasksAssigned"
            from reports.branch_month where meeting_id = ${id} and kind = ${kind} and month = ${month}`,
      );
      expect(told).toEqual(kept);
      expect(meeting.state.minutesAdopted?.carried).toBe(true);
      // What is frozen is what the tables say of that day.
      const roll = await ask(sql<{ name: string; status: string }>`
        select p.full_name as name, m.status from members.membership m join members.person p on p.id = m.person_id
         where m.branch_id = ${meeting.row.branchId} and m.valid @> ${meeting.row.heldOn}::date
         order by p.sort_key, p.id`);
      expect(meeting.context.roll.map(({ fullName, status }) => ({ name: fullName, status }))).toEqual(roll);
    }
  });
});

describe('somebody of the demo', () => {
  const enter = async (position: number) => {
    const list = (await app.server.inject({ url: '/api/demo/people' })).json() as {
      people: { personId: Id; about: { vi: string } }[];
    };
    const entered = await app.server.inject({
      method: 'POST',
      url: '/api/demo/enter',
      payload: { personId: list.people[position]!.personId },
    });
    const cookie = entered.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const get = async (url: string) => {
      const answer = await app.server.inject({ url, headers: { cookie } });
      return { status: answer.statusCode, body: answer.json() };
    };
    const post = async (url: string, payload: object) =>
      (
        await app.server.inject({
          method: 'POST',
          url,
          payload,
          headers: { cookie, 'idempotency-key': newId() },
        })
      ).statusCode;
    return { list, get, post };
  };
  const pathOf = (path: string, id: Id) => path.replace(/:\w+/, id);

  it('stands at every level', async () => {
    const { list } = await enter(0);
    expect(list.people.length).toBeGreaterThan(12);
    const about = list.people.map((person) => person.about.vi).join('\n');
    for (const word of ['thành phố', 'Cán bộ theo dõi', 'chi bộ còn yếu', 'Cấp ủy viên theo dõi', 'vận hành'])
      expect(about).toContain(word);
  });

  it('follows Đề án 11 from the city down to what each branch reported of its own minutes', async () => {
    const { get } = await enter(0);
    const [city] = await ask(sql<{ id: Id }>`
      select id from units.unit u where not exists (select from units.unit_link l where l.unit_id = u.id)`);
    const list = (await get(pathOf(listAssignments.path, city!.id))).body.assignments as {
      id: Id;
      title: string;
      paper: { symbol: string };
    }[];
    expect(list.map((one) => one.paper.symbol)).toEqual(list.map(() => 'Số 11-ĐA/TU'));
    expect(list).toHaveLength(4);
    const screen = async (word: string) => {
      const one = list.find(({ title }) => title.includes(word))!;
      const path = getAssignment.path.replace(':unitId', city!.id).replace(':assignmentId', one.id);
      return (await get(path)).body as Answer<typeof getAssignment>;
    };
    const attendance = await screen('90%');
    const branches = attendance.tiers.filter(({ kind }) => kind.endsWith('branch'));
    expect(branches.reduce((sum, tier) => sum + tier.total, 0)).toBe(made.branches);
    const [own] = await ask(sql<{ reported: number; least: number; most: number; wrong: number }>`
      with lately as (
        select branch_id, round(100.0 * sum(present) / sum(base), 1) as attended from reports.branch_month
         where kind = 'regular' and month in ('2026-08', '2026-09', '2026-10') group by branch_id)
      select count(*)::int as reported, min(r.figure)::float8 as least, max(r.figure)::float8 as most,
             (count(*) filter (where r.figure is distinct from l.attended))::int as wrong
        from assignments.report r join assignments.duty d on d.id = r.duty_id
        join lately l on l.branch_id = d.unit_id where r.figure is not null`);
    expect(own!.wrong).toBe(0);
    expect(own!.reported).toBeGreaterThan(3);
    expect(attendance.figures).toMatchObject({
      kind: 'rate',
      reported: own!.reported,
      spread: { least: own!.least, most: own!.most },
    });
    expect((await screen('sinh hoạt thường kỳ')).figures).toMatchObject({ reported: 1, holders: 1 });
  });

  it('opens any meeting of any month, with minutes where they are kept here', {
    timeout: 120_000,
  }, async () => {
    const { get, post } = await enter(0);
    const sample = await ask(sql<{ id: Id; branchId: Id; taken: boolean; stage: string }>`
      select distinct on (month, stage, taken_over_from is null) id, branch_id as "branchId",
             taken_over_from is not null as taken, stage
        from meetings.meeting order by month, stage, taken_over_from is null, id`);
    expect(sample.length).toBeGreaterThan(36);
    for (const { id, branchId, taken, stage } of sample) {
      // The officer of the city says once a day why the names of a branch are needed.
      const reason = 'Kiểm tra biên bản';
      expect(await post(pathOf(openList.path, branchId), { reason })).toBe(200);
      const { status, body } = await get(pathOf(getMeeting.path, id));
      expect(status, id).toBe(200);
      if (taken) {
        expect(body.takenOver.source).toMatch(/^Sổ biên bản chi bộ năm 20\d\d$/);
        expect(body.takenOver.presences.length).toBeGreaterThan(2);
        expect(body.entries).toEqual([]);
      } else expect(body.entries.length).toBeGreaterThan(stage === 'planned' ? 2 : 30);
    }
    const [branch] = await ask(sql<{ id: Id }>`select branch_id as id from meetings.series limit 1`);
    const { status, body } = await get(pathOf(listMeetings.path, branch!.id));
    expect(status).toBe(200);
    expect(body.meetings.length).toBeGreaterThan(10);
  });
});
