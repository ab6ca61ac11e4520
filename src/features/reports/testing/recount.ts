import { type CivilDate, firstDayOf, lastDayOf, monthOf, type YearMonth } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { rows, sql, type Tx } from '#platform/database/database.ts';
import { addFigures, type Figures, NO_FIGURES } from '../domain/figures.ts';
import type { Norms } from '../domain/norms.ts';

type Dated = { from: CivilDate; to: CivilDate };
type Rows = {
  links: ({ unitId: Id; parentId: Id } & Dated)[];
  kinds: ({ unitId: Id; kind: string; sector: string | null } & Dated)[];
  meetings: {
    id: Id;
    branchId: Id;
    month: YearMonth;
    kind: string;
    stage: string;
    plannedOn: CivilDate;
    heldOn: CivilDate | null;
    base: number | null;
    present: number | null;
    own: number | null;
    confirmed: number | null;
    f: Record<string, number | string | boolean | null> | null;
  }[];
  tasks: { branchId: Id; dueOn: CivilDate; state: string }[];
  memberships: ({ branchId: Id; status: string } & Dated)[];
};

const END = '9999-12-31';
const dated = sql.raw(
  `coalesce(lower(valid)::text, '0001-01-01') as "from", coalesce(upper(valid)::text, '${END}') as "to"`,
);

/** Every row that figures are made of, as it is. */
export async function readRows(tx: Tx): Promise<Rows> {
  return {
    links: await rows(
      tx,
      sql<
        Rows['links'][number]
      >`select unit_id as "unitId", parent_id as "parentId", ${dated} from units.unit_link`,
    ),
    kinds: await rows(
      tx,
      sql<Rows['kinds'][number]>`select unit_id as "unitId", kind, sector, ${dated} from units.unit_kind`,
    ),
    meetings: await rows(
      tx,
      sql<Rows['meetings'][number]>`
        select m.id, m.branch_id as "branchId", m.month, m.kind, m.stage, m.planned_on::text as "plannedOn",
               m.held_on::text as "heldOn", m.base, m.present, m.own_score::float8 as own,
               m.confirmed_score::float8 as confirmed, to_jsonb(f) as f
          from meetings.meeting m left join reports.branch_month f on f.meeting_id = m.id`,
    ),
    tasks: await rows(
      tx,
      sql<Rows['tasks'][number]>`
        select coalesce(counted_in, branch_id) as "branchId", due_on::text as "dueOn", state from tasks.task where withdrawn_at is null`,
    ),
    memberships: await rows(
      tx,
      sql<Rows['memberships'][number]>`
        select branch_id as "branchId", status, ${dated} from members.membership where nature = 'home'`,
    ),
  };
}

const on = (span: Dated, day: CivilDate) => span.from <= day && day < span.to;
const UNFINISHED = ['open', 'in-progress', 'not-done'];
const quarterOf = (month: YearMonth) => `${month.slice(0, 4)} ${Math.ceil(Number(month.slice(5)) / 3)}`;

/** Way from the top down on a day, by walking the links; undefined when the unit has none then and is not a top. */
function wayOn(all: Rows, unitId: Id, day: CivilDate): Id[] | undefined {
  const own = all.links.filter((link) => link.unitId === unitId);
  if (own.length === 0) return [unitId];
  const link = own.find((one) => on(one, day));
  const above = link && wayOn(all, link.parentId, day);
  return above && [...above, unitId];
}

function lastWay(
  all: Rows,
  unitId: Id,
  from: CivilDate,
  to: CivilDate,
): { day: CivilDate; way: Id[] } | undefined {
  const days = new Set([
    to,
    ...all.links.map((link) => dayBefore(link.to)).filter((day) => from <= day && day <= to),
  ]);
  for (const day of [...days].sort().reverse()) {
    const way = wayOn(all, unitId, day);
    if (way) return { day, way };
  }
  return undefined;
}

function dayBefore(day: CivilDate): CivilDate {
  if (day === END) return END;
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** The figures of one branch in one month, straight from the rows; undefined when it is no branch then. */
function figuresOf(
  all: Rows,
  branchId: Id,
  month: YearMonth,
  norms: Norms,
  today: CivilDate,
): Figures | undefined {
  const [first, last] = [firstDayOf(month), lastDayOf(month)];
  const end = lastWay(all, branchId, first, last);
  const kind = end && all.kinds.find((one) => one.unitId === branchId && on(one, end.day));
  if (!end || !kind || !['branch', 'base-branch'].includes(kind.kind)) return undefined;
  const isOver = month < monthOf(today);
  const mine = all.meetings.filter((one) => one.branchId === branchId && one.stage !== 'cancelled');
  const regular = mine.find((one) => one.month === month && one.kind !== 'thematic');
  const isHeld = (one: { stage: string }) => ['ended', 'closed'].includes(one.stage);
  const held = regular && isHeld(regular) ? regular : undefined;
  const closed = held?.stage === 'closed' && held.f ? held.f : undefined;
  const thematic = mine.filter(
    (one) => one.kind !== 'regular' && quarterOf(one.month) === quarterOf(month) && one.month <= month,
  );
  const tasks = all.tasks.filter(
    (one) => one.branchId === branchId && one.dueOn >= first && one.dueOn <= last,
  );
  const late = (state: string) => UNFINISHED.includes(state);
  const roll = all.memberships.filter((one) => one.branchId === branchId && on(one, end.day));
  const base = Number(closed?.base ?? held?.base ?? 0);
  const present = Number(closed?.present ?? held?.present ?? 0);
  const grade = closed ? (closed.confirmed_grade ?? closed.own_grade) : null;
  const due = end.day === last || held ? 1 : 0;
  const missed = due && !held && (!regular || regular.plannedOn < today);
  const { percent, comparison } = norms.attendanceTarget;
  const low =
    base > 0 &&
    (comparison === 'at-least' ? present * 100 < percent * base : present * 100 <= percent * base);
  const own = closed ? closed.own_score : held?.own;
  const confirmed = closed ? closed.confirmed_score : held?.confirmed;
  const unconfirmed = held && norms.followerConfirmsScore && own != null && confirmed == null;
  const thematicHeld = thematic.filter(isHeld).length;
  const lacking =
    due &&
    Number(month.slice(5)) % 3 === 0 &&
    thematicHeld + (isOver ? 0 : thematic.length - thematicHeld) < norms.thematicPerQuarter;
  const overdueNow = all.tasks.filter(
    (one) => one.branchId === branchId && late(one.state) && one.dueOn < today,
  );
  const overdue = isOver
    ? tasks.filter((one) => late(one.state)).length
    : overdueNow.filter((one) => one.dueOn >= first).length;
  const isOverdue = isOver ? overdue > 0 : overdueNow.length > 0;
  const posted = new Date(
    Date.parse(`${held?.heldOn ?? today}T00:00:00Z`) + (norms.postWithinDays ?? 0) * 86_400_000,
  )
    .toISOString()
    .slice(0, 10);
  const isUnclosed = held?.stage === 'ended';
  const isLateMinutes = isUnclosed && (isOver || (norms.postWithinDays !== null && posted < today));
  const yes = (value: unknown) => (value ? 1 : 0);
  return {
    due,
    held: yes(held),
    unclosed: yes(isUnclosed),
    thematic: thematic.filter((one) => one.month === month && isHeld(one)).length,
    base,
    present,
    spoke: Number(closed?.spoke ?? 0),
    spokeOf: closed ? present : 0,
    papers: yes(closed && closed.papers_late !== null),
    papersInTime: yes(closed && closed.papers_late === false),
    ownScored: yes(closed && closed.own_score !== null),
    ownPoints: Math.round(Number(closed?.own_score ?? 0) * 100),
    confirmedScored: yes(closed && closed.confirmed_score !== null),
    confirmedPoints: Math.round(Number(closed?.confirmed_score ?? 0) * 100),
    good: yes(grade === 'good'),
    fair: yes(grade === 'fair'),
    average: yes(grade === 'average'),
    poor: yes(grade === 'poor'),
    tasksDue: tasks.length,
    tasksInTime: tasks.filter((one) => one.state === 'done').length,
    tasksLate: tasks.filter((one) => one.state === 'done-late').length,
    tasksOpen: tasks.filter((one) => late(one.state)).length,
    members: roll.length,
    provisional: roll.filter((one) => one.status === 'provisional').length,
    missed: yes(missed),
    lowAttendance: yes(low),
    unconfirmed: yes(unconfirmed),
    quarterDue: due,
    quarterThematic: yes(due && thematicHeld > 0),
    thematicMissing: yes(lacking),
    tasksOverdue: overdue,
    branchesOverdue: yes(isOverdue),
    needing: yes(missed || low || unconfirmed || lacking || isOverdue || isLateMinutes),
  };
}

/** Where a branch counts on a tree; null as the child: it ended directly below the unit. */
function childUnder(
  all: Rows,
  unitId: Id,
  branchId: Id,
  month: YearMonth,
  clock: 'then' | 'today',
  today: CivilDate,
): Id | null | undefined {
  const isOver = month < monthOf(today);
  let way: Id[] | undefined;
  if (clock === 'then' || !isOver)
    way = lastWay(all, branchId, firstDayOf(month), isOver ? lastDayOf(month) : today)?.way;
  else {
    way = wayOn(all, branchId, today);
    if (!way) {
      const before = lastWay(all, branchId, '1900-01-01', today);
      for (const up of before?.way.slice(0, -1).reverse() ?? []) {
        const living = wayOn(all, up, today);
        if (!living) continue;
        const at = living.indexOf(unitId);
        if (at < 0) return undefined;
        return living[at + 1] ?? null;
      }
      return undefined;
    }
  }
  const at = way?.indexOf(unitId) ?? -1;
  return at < 0 ? undefined : way![at + 1];
}

/** What a dashboard must show of a unit's children, counted by hand; keys are ids, or `ended`. */
export function recount(
  all: Rows,
  question: {
    unitId: Id;
    month: YearMonth;
    clock: 'then' | 'today';
    norms: Norms;
    today: CivilDate;
  },
): Map<string, Figures> {
  const sums = new Map<string, Figures>();
  for (const branchId of new Set(all.kinds.map((one) => one.unitId))) {
    const figures = figuresOf(all, branchId, question.month, question.norms, question.today);
    if (!figures) continue;
    const child = childUnder(all, question.unitId, branchId, question.month, question.clock, question.today);
    if (child === undefined) continue;
    const key = child ?? 'ended';
    sums.set(key, addFigures(sums.get(key) ?? NO_FIGURES, figures));
  }
  return sums;
}
