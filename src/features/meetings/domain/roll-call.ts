import { leastOf, type Rules, reachesThreshold, type Threshold } from '#features/rulebooks/contract.ts';
import type { MemberStatus } from '#kernel/actor.ts';
import type { Id } from '#kernel/ids.ts';
import type { AttendanceMethod, Presence } from './entry.ts';
import type { Because, RollMember } from './meeting-context.ts';

/** Where a member stands in the roll call, and which mark decided it. */
export type MemberPresence = {
  presence: Presence | null;
  reason: string | null;
  method: AttendanceMethod | null;
  /** The entry that decided; null while nobody marked the member. */
  entryId: Id | null;
  markedBy: Id | null;
};

export const UNMARKED: MemberPresence = {
  presence: null,
  reason: null,
  method: null,
  entryId: null,
  markedBy: null,
};

export type StatusCount = {
  status: MemberStatus;
  total: number;
  present: number;
  excused: number;
  unexcused: number;
  unmarked: number;
  inBase: boolean;
};

/** The figures of the roll call. `present + excused + unexcused + unmarked = base`. */
export type Attendance = {
  /** Everybody on the roll, whatever the status. */
  onRoll: number;
  /** Members who must attend: the statuses that the rulebook counts. */
  base: number;
  present: number;
  excused: number;
  unexcused: number;
  unmarked: number;
  /** Present although the status is not in the base: exempt, or here from another branch for a time. */
  presentOutsideBase: number;
  byStatus: StatusCount[];
  /** Present out of the base in percent, not rounded; null when nobody has to attend. */
  percent: number | null;
  target: Threshold & { reached: boolean };
  /** Null when no document sets a quorum for an ordinary meeting. */
  quorum: { needed: number; present: number; reached: boolean } | null;
  /** Members who may vote, and those of them who are present. */
  entitledToVote: number;
  entitledPresent: number;
  explanation: Because[];
};

/**
 * Whether a member counts among those whose consent a decision needs: the status may vote, and the member
 * either has to attend or is in the room. So an exempt member who comes is counted and one who stays
 * away is not, as in the rule on the base of an election (244-QĐ/TW art. 32, taken over by analogy).
 */
export const isEntitled = (
  member: RollMember,
  presence: MemberPresence,
  rules: Pick<Rules, 'attendance.base' | 'vote.who'>,
): boolean =>
  rules['vote.who'].value.includes(member.status) &&
  (rules['attendance.base'].value.includes(member.status) || presence.presence === 'present');

/** The two figures of the roll call that lists show, and whether anybody of the base is marked yet. */
export function countBase(
  roll: readonly RollMember[],
  presenceOf: Readonly<Record<Id, MemberPresence>>,
  rules: Pick<Rules, 'attendance.base'>,
): { base: number; present: number; unmarked: number } {
  const inBase = rules['attendance.base'].value;
  let base = 0;
  let present = 0;
  let unmarked = 0;
  for (const member of roll) {
    if (!inBase.includes(member.status)) continue;
    base += 1;
    const presence = presenceOf[member.memberId]?.presence ?? null;
    if (presence === 'present') present += 1;
    else if (presence === null) unmarked += 1;
  }
  return { base, present, unmarked };
}

const ORDER: MemberStatus[] = [
  'official',
  'provisional',
  'exempt',
  'suspended',
  'temporarily-away',
  'temporarily-here',
];

/**
 * Counts the roll call. Provisional members count as present like official ones when the rulebook's base
 * names them; they never count among those entitled to vote unless the rulebook says so.
 */
export function countAttendance(
  roll: readonly RollMember[],
  presenceOf: Readonly<Record<Id, MemberPresence>>,
  rules: Rules,
): Attendance {
  const inBase = new Set(rules['attendance.base'].value);
  const byStatus = new Map<MemberStatus, StatusCount>();
  let entitledToVote = 0;
  let entitledPresent = 0;
  for (const member of roll) {
    const presence = presenceOf[member.memberId] ?? UNMARKED;
    let row = byStatus.get(member.status);
    if (row === undefined) {
      row = {
        status: member.status,
        total: 0,
        present: 0,
        excused: 0,
        unexcused: 0,
        unmarked: 0,
        inBase: inBase.has(member.status),
      };
      byStatus.set(member.status, row);
    }
    row.total += 1;
    row[presence.presence ?? 'unmarked'] += 1;
    if (isEntitled(member, presence, rules)) {
      entitledToVote += 1;
      if (presence.presence === 'present') entitledPresent += 1;
    }
  }
  const rows = ORDER.map((status) => byStatus.get(status)).filter((row) => row !== undefined);
  const sum = (key: 'total' | 'present' | 'excused' | 'unexcused' | 'unmarked', base: boolean) =>
    rows.reduce((total, row) => total + (row.inBase === base ? row[key] : 0), 0);

  const base = sum('total', true);
  const present = sum('present', true);
  const target = rules['attendance.target'].value;
  const fraction = rules['quorum.ordinary'].value;
  const needed = fraction === null ? 0 : leastOf(fraction, base);

  const explanation: Because[] = [
    {
      because: 'attendance-base',
      facts: { base, onRoll: roll.length },
      rule: rules['attendance.base'].source,
    },
  ];
  for (const row of rows) {
    explanation.push({
      because: row.inBase ? 'counted-in-base' : 'left-out-of-base',
      facts: { status: row.status, total: row.total, present: row.present },
    });
  }
  explanation.push({
    because: 'attendance-share',
    facts: { present, base, targetPercent: target.percent, comparison: target.comparison },
    rule: rules['attendance.target'].source,
  });
  explanation.push(
    fraction === null
      ? { because: 'no-quorum-rule', facts: {}, rule: rules['quorum.ordinary'].source }
      : {
          because: 'quorum',
          facts: { needed, present, numerator: fraction.numerator, denominator: fraction.denominator },
          rule: rules['quorum.ordinary'].source,
        },
  );
  explanation.push({
    because: 'entitled-to-vote',
    facts: { entitled: entitledToVote, present: entitledPresent },
    rule: rules['vote.who'].source,
  });

  return {
    onRoll: roll.length,
    base,
    present,
    excused: sum('excused', true),
    unexcused: sum('unexcused', true),
    unmarked: sum('unmarked', true),
    presentOutsideBase: sum('present', false),
    byStatus: rows,
    percent: base === 0 ? null : (present * 100) / base,
    target: { ...target, reached: reachesThreshold(target, present, base) },
    quorum: fraction === null ? null : { needed, present, reached: base > 0 && present >= needed },
    entitledToVote,
    entitledPresent,
    explanation,
  };
}
