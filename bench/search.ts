import { withoutMarks } from '#kernel/vietnamese.ts';
import { one, rows, run, sql, type Tx } from '#platform/database/database.ts';
import { type Bench, type Comparison, judge, percentile, spreadOf, timed, type Visitor } from './harness.ts';

const EACH = 120;

/** Somebody who searches, and how far their right reaches. */
type Searcher = { who: string; visitor: Visitor };

/** Places on the demo's page of an officer of the city, a district and a commune, and of a branch secretary. */
const placesOfSearchers = (tx: Tx) =>
  rows(
    tx,
    sql<{ who: string; position: number }>`
      select distinct on (who) who, position from (
        select d.position,
               case when h.post = 'officer' and w.depth = 0 then 'officer of the city'
                    when h.post = 'officer' and w.depth = 1 then 'officer of a district'
                    when h.post = 'officer' and w.depth >= 2 then 'officer of a commune'
                    when h.post = 'secretary' and k.kind = 'branch' then 'secretary of a branch' end as who
          from mandates.demo_person d
          join mandates.mandate h on h.person_id = d.person_id and h.valid @> current_date
          join units.unit_path w on w.unit_id = h.unit_id and w.valid @> current_date
          join units.unit_kind k on k.unit_id = h.unit_id and k.valid @> current_date
      ) known where who is not null order by who, position`,
  );

type Sample = { name: string; card: string | null; phone: string | null; branch: string };
const sampleOfPeople = (tx: Tx, branchOrAny: string | null, many: number) =>
  rows(
    tx,
    sql<Sample>`
      select p.full_name as name, p.card_number as card, p.phone, n.name as branch
        from members.membership m
        join members.person p on p.id = m.person_id
        join units.unit_name n on n.unit_id = m.branch_id and n.valid @> current_date
       where m.valid @> current_date and (${branchOrAny}::text is null or m.branch_id::text = ${branchOrAny})
       order by md5(p.id::text) limit ${many}`,
  );

/** What people type: half a name without marks, words in another order, a common beginning, a number, a branch. */
function typedBy({ name, card, phone, branch }: Sample, at: number): string {
  const words = name.split(' ');
  const last = words.at(-1) ?? '';
  const first = words[0] ?? '';
  switch (at % 8) {
    case 0:
      return withoutMarks(name);
    case 1:
      return withoutMarks(`${last} ${first}`);
    case 2:
      return name;
    case 3:
      return withoutMarks(`${first} ${last.slice(0, 2)}`);
    case 4:
      return withoutMarks(`${first} ${words[1] ?? ''}`);
    case 5:
      return phone ?? last;
    case 6:
      return card ?? last;
    default:
      return withoutMarks(branch).slice(0, 14);
  }
}

/** The plainest way to the same people: the words in the index, nothing about rights, rank or names of units. */
const bareLookup = (tx: Tx, typed: string) => {
  const words = withoutMarks(typed).match(/[a-z0-9]+/g) ?? ['a'];
  const query = words.map((word, at) => (at === words.length - 1 ? `${word}:*` : word)).join(' & ');
  return run(
    tx,
    sql`select id, full_name from members.person
         where to_tsvector('simple'::regconfig, search_key) @@ to_tsquery('simple'::regconfig, ${query}) limit 300`,
  );
};

/** The search box and a person's page, asked over HTTP by people of every level. */
export const searchBench: Bench = {
  about: 'finding people and units, and opening a record, by officers of every level',
  needs: 'city',
  run: async (world) => {
    const tx = world.db.kysely as Tx;
    const served = await world.serve();
    const searchers: Searcher[] = [];
    for (const { who, position } of await placesOfSearchers(tx))
      searchers.push({ who, visitor: await served.enterAs(position) });

    const all: number[] = [];
    const perSearcher: Record<string, ReturnType<typeof spreadOf>> = {};
    const rounds: { floor: number; ours: number }[] = [];
    const anybody = await sampleOfPeople(tx, null, EACH);
    for (const { who, visitor } of searchers) {
      world.say(`${who} searches`);
      for (const [at, person] of anybody.slice(0, 16).entries())
        await visitor.post('/api/search', { text: typedBy(person, at) });
      const times: number[] = [];
      const floors: number[] = [];
      for (const [at, person] of anybody.entries()) {
        const text = typedBy(person, at);
        floors.push(await timed(() => bareLookup(tx, text)));
        times.push(await timed(() => visitor.post('/api/search', { text })));
      }
      all.push(...times);
      perSearcher[who] = spreadOf(times);
      rounds.push({ floor: percentile(floors, 50), ours: percentile(times, 50) });
    }

    world.say('records are opened');
    const secretary = searchers.find(({ who }) => who === 'secretary of a branch');
    if (!secretary) throw new Error('The demo shows no secretary of a branch.');
    const { branchId } = await one(
      tx,
      sql<{ branchId: string }>`select unit_id as "branchId" from mandates.mandate
                                 where person_id = ${secretary.visitor.personId} and post = 'secretary'
                                   and valid @> current_date`,
    );
    const people = await rows(
      tx,
      sql<{ id: string }>`select person_id as id from members.membership
                           where branch_id = ${branchId} and valid @> current_date order by 1`,
    );
    const opened: number[] = [];
    for (let at = 0; at < EACH; at++) {
      const person = people[at % people.length]!;
      const time = await timed(() => secretary.visitor.get(`/api/branches/${branchId}/members/${person.id}`));
      if (at >= 10) opened.push(time);
    }

    const comparison: Comparison = judge(rounds);
    const search = spreadOf(all);
    const record = spreadOf(opened);
    return {
      figures: {
        p95_ms: search.p95_ms,
        person_p95_ms: record.p95_ms,
        search,
        by_searcher: perSearcher,
        person_page: record,
        floor: comparison,
        ratio: comparison.ratio,
      },
      lines: [
        `search: p50 ${search.p50_ms} ms, p95 ${search.p95_ms} ms, p99 ${search.p99_ms} ms over ${search.count} searches; ${comparison.ratio} x the bare look-up of the words`,
        ...Object.entries(perSearcher).map(([who, s]) => `  ${who}: p50 ${s.p50_ms} ms, p95 ${s.p95_ms} ms`),
        `record of a person: p50 ${record.p50_ms} ms, p95 ${record.p95_ms} ms`,
      ],
    };
  },
};
