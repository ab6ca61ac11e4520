import { addDays } from '#kernel/civil-date.ts';
import { one, run, sql, type Tx } from '#platform/database/database.ts';
import { type Bench, compare, median, spreadOf, timed } from './harness.ts';

const EACH = 60;

const cityOfficer = (tx: Tx) =>
  one(
    tx,
    sql<{ position: number; unitId: string }>`
      select d.position, h.unit_id as "unitId"
        from mandates.demo_person d
        join mandates.mandate h on h.person_id = d.person_id and h.post = 'officer' and h.valid @> current_date
        join units.unit_path w on w.unit_id = h.unit_id and w.depth = 0 and w.valid @> current_date
       order by d.position limit 1`,
  );

/** The shares as three weeks leave them: most opened and accepted, many at work, some done, some late with a cause. */
const liveThrough = (tx: Tx, assignmentId: string) =>
  run(
    tx,
    sql`update assignments.duty d
           set received_at = now() - make_interval(days => (20 - x.n % 18)::int), received_by = a.given_by,
               answer = case when x.n % 10 < 8 then 'accepted' end,
               answered_at = case when x.n % 10 < 8 then now() - make_interval(days => (18 - x.n % 16)::int) end,
               answered_by = case when x.n % 10 < 8 then a.given_by end,
               work = (array['open', 'in-progress', 'done', 'done', 'done-late'])[1 + x.n % 5],
               finished_on = case when x.n % 5 >= 2 then current_date - (x.n % 14)::int end,
               cause = case when x.n % 5 = 4 then (array['people', 'money', 'time'])[1 + x.n % 3] end,
               figure = 70 + x.n % 30, urged = x.n % 4
          from (select id, row_number() over (order by id) as n from assignments.duty
                 where assignment_id = ${assignmentId}) x, assignments.assignment a
         where d.id = x.id and a.id = d.assignment_id and x.n % 12 > 0`,
  );

const forget = async (tx: Tx, assignmentIds: readonly string[]) => {
  for (const id of assignmentIds) {
    await run(tx, sql`delete from assignments.duty where assignment_id = ${id}`);
    await run(tx, sql`delete from assignments.assignment where id = ${id}`);
  }
};

/** One task to every branch of the city, and the sender's screen on it three weeks later. */
export const cascadeBench: Bench = {
  about: 'giving one task to every branch of the city, and the sender’s screen',
  needs: 'city',
  run: async (world) => {
    const tx = world.db.kysely as Tx;
    const served = await world.serve();
    const { position, unitId } = await cityOfficer(tx);
    const officer = await served.enterAs(position);
    const given: string[] = [];
    const body = {
      title: 'Mỗi chi bộ họp đủ, đúng ngày, đảng viên dự từ 90%',
      output: 'Biên bản sinh hoạt chi bộ',
      measure: 'number',
      target: 90,
      measureUnit: '%',
      dueOn: addDays(world.today, 30),
      to: { by: 'every-branch' },
    };
    try {
      world.say('a task is given to every branch');
      const issues: number[] = [];
      let holders = 0;
      for (let round = 0; round < Math.max(3, world.rounds); round++)
        issues.push(
          await timed(async () => {
            const answer = (await officer.post(`/api/units/${unitId}/assignments`, body)) as {
              id: string;
              duties: number;
            };
            given.push(answer.id);
            holders = answer.duties;
          }),
        );
      const assignmentId = given[0]!;
      await liveThrough(tx, assignmentId);
      await run(tx, sql`analyze assignments.duty`);

      world.say('the sender looks at it');
      const screen = () => officer.get(`/api/units/${unitId}/assignments/${assignmentId}`);
      const times: number[] = [];
      for (let at = 0; at < EACH + 5; at++) {
        const time = await timed(screen);
        if (at >= 5) times.push(time);
      }
      // The plainest sum over the same shares: how many stand where.
      const floor = () =>
        run(
          tx,
          sql`select work, count(*), count(received_at), count(answer), sum(figure) from assignments.duty
               where assignment_id = ${assignmentId} group by work`,
        );
      const comparison = await compare({ floor, ours: screen }, { rounds: world.rounds, times: 5 });
      const looks = spreadOf(times);
      const issue_s = Number((median(issues) / 1000).toFixed(3));
      return {
        figures: {
          holders,
          issue_s,
          issue_s_each: issues.map((ms) => Number((ms / 1000).toFixed(3))),
          p95_ms: looks.p95_ms,
          screen: looks,
          floor: comparison,
          ratio: comparison.ratio,
        },
        lines: [
          `one task to ${holders} branches: ${issue_s} s`,
          `sender’s screen: p50 ${looks.p50_ms} ms, p95 ${looks.p95_ms} ms; ${comparison.ratio} x the plain count of the same shares`,
        ],
      };
    } finally {
      await forget(tx, given);
    }
  },
};
