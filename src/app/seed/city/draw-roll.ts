import type { Random } from '../random.ts';
import { logistic } from './draw.ts';
import type { RollCall, RollLine } from './lived-meeting.ts';
import { EXCUSES } from './meeting-words.ts';
import type { PlannedPeople, Spell } from './plan-members.ts';
import type { DayNumber } from './timeline.ts';

/** How many of the guests and of those who need not come are there all the same. */
const COMES = { exempt: 0.2, 'temporarily-here': 0.75 } as const;

/**
 * Who came. `shift` is how readily the branch comes on this day, on the scale of log odds; the secretary is there, and a
 * branch that lacks a majority would not have met. `inARow` holds each person's excused absences in a row and is brought
 * up to this meeting.
 */
export function drawRoll(
  spells: readonly Spell[],
  people: PlannedPeople,
  inARow: Uint8Array,
  day: { heldOn: DayNumber; shift: number; excusedShare: number; secretary: number },
  random: Random,
): RollCall {
  const lines: RollLine[] = [];
  for (const spell of spells) {
    if (spell.from > day.heldOn || spell.to <= day.heldOn) continue;
    const { person, status } = spell;
    const isAsked = status === 'official' || status === 'provisional';
    const chance = isAsked
      ? person === day.secretary
        ? 1
        : logistic(day.shift + people.leaning[person]!)
      : ((COMES as Partial<Record<Spell['status'], number>>)[status] ?? 0);
    const isPresent = random.chance(chance);
    const isExcused = !isPresent && isAsked && random.chance(day.excusedShare);
    lines.push({
      spell,
      presence: isPresent ? 'present' : isExcused ? 'excused' : isAsked ? 'unexcused' : null,
      excuse: isExcused ? random.pick(EXCUSES) : null,
      excusedInARow: inARow[person]!,
    });
  }
  letMajorityCome(lines);

  const figures = { base: 0, present: 0, excused: 0, unexcused: 0 };
  const eligible: number[] = [];
  let longAbsences = 0;
  for (const { spell, presence, excusedInARow } of lines) {
    const { person, status } = spell;
    const isAsked = status === 'official' || status === 'provisional';
    if (presence === 'present' && (isAsked || status === 'temporarily-here')) eligible.push(person);
    if (!isAsked || presence === null) continue;
    figures.base++;
    figures[presence]++;
    inARow[person] = presence === 'excused' ? Math.min(excusedInARow + 1, 200) : 0;
    if (presence === 'excused' && excusedInARow + 1 > 3) longAbsences++;
  }
  return { lines, figures, longAbsences, eligible };
}

/** More than half of the official members, or there would be no conclusion to adopt. */
function letMajorityCome(lines: RollLine[]): void {
  const official = lines.filter(({ spell }) => spell.status === 'official');
  let missing =
    Math.floor(official.length / 2) + 1 - official.filter(({ presence }) => presence === 'present').length;
  for (const line of official) {
    if (missing <= 0) return;
    if (line.presence === 'present') continue;
    line.presence = 'present';
    line.excuse = null;
    missing--;
  }
}
