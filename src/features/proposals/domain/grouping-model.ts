import type { Target } from './asked.ts';
import type { Candidate } from './candidates.ts';

/** A model in the text form that solvers read (CPLEX LP), with the meaning of its variables. */
export type Model = { text: string; count: number };

/** Of these columns at most so many may be chosen together. */
export type Cut = { columns: readonly number[]; most: number };

/** So many terms on one line: the format limits the length of lines. */
const TERMS = 12;

const written = (terms: readonly string[]): string => {
  const lines: string[] = [];
  for (let at = 0; at < terms.length; at += TERMS) lines.push(terms.slice(at, at + TERMS).join(' '));
  return lines.join('\n  ');
};
const sum = (columns: readonly number[]): string => written(columns.map((at) => `+ x${at}`));

const columnsByUnit = (units: number, candidates: readonly Candidate[]): number[][] => {
  const columns: number[][] = Array.from({ length: units }, () => []);
  candidates.forEach(({ members }, column) => {
    for (const at of members) columns[at]!.push(column);
  });
  return columns;
};

const targetRow = (candidates: readonly Candidate[], target: Target): string[] =>
  target.kind === 'free'
    ? []
    : [
        `target: ${sum(candidates.map((_, at) => at))} ${target.kind === 'most' ? '<=' : '='} ${target.units}`,
      ];

const binaries = (count: number): string => written(Array.from({ length: count }, (_, at) => `x${at}`));

/**
 * Set partitioning: every unit is in exactly one chosen candidate, there are as many as asked for, and the sum of the costs is
 * least. `cuts` keep choices from coming again.
 */
export function groupingModel(
  units: number,
  candidates: readonly Candidate[],
  costs: readonly number[],
  target: Target,
  cuts: readonly Cut[],
): Model {
  const terms = costs.flatMap((cost, at) =>
    cost === 0 ? [] : [`${cost < 0 ? '-' : '+'} ${Math.abs(cost)} x${at}`],
  );
  const rows = [
    ...columnsByUnit(units, candidates).map((columns, at) => `u${at}: ${sum(columns)} = 1`),
    ...targetRow(candidates, target),
    ...cuts.map(({ columns, most }, at) => `c${at}: ${sum(columns)} <= ${most}`),
  ];
  return {
    text: [
      'Minimize',
      ` cost: ${terms.length > 0 ? written(terms) : '0 x0'}`,
      'Subject To',
      ...rows.map((row) => ` ${row}`),
      'Binary',
      `  ${binaries(candidates.length)}`,
      'End',
    ].join('\n'),
    count: candidates.length,
  };
}

/** The fewest units that must be left out so that the rest can be parted: `y` of a unit is 1 when it is left out. */
export function leftOverModel(units: number, candidates: readonly Candidate[]): Model {
  const left = Array.from({ length: units }, (_, at) => `+ y${at}`);
  const columns = columnsByUnit(units, candidates);
  return {
    text: [
      'Minimize',
      ` left: ${written(left)}`,
      'Subject To',
      ...columns.map((of, at) => ` u${at}: ${sum(of)} + y${at} = 1`),
      'Binary',
      `  ${binaries(candidates.length)}`,
      `  ${written(Array.from({ length: units }, (_, at) => `y${at}`))}`,
      'End',
    ].join('\n'),
    count: candidates.length,
  };
}

/**
 * Keeps a choice from coming again. `apart`: of its joined groups at least so many must be others, so that the next way
 * is not merely the same one with a detail changed; as many as there are when there are fewer. When nothing was joined,
 * something must be.
 */
export function cutOf(candidates: readonly Candidate[], chosen: readonly number[], apart: number): Cut {
  const joined = chosen.filter((column) => candidates[column]!.members.length > 1);
  if (joined.length === 0) return { columns: chosen, most: chosen.length - 1 };
  return { columns: joined, most: joined.length - Math.min(apart, joined.length) };
}
