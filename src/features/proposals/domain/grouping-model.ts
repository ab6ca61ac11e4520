import type { Target } from './asked.ts';
import type { Candidate } from './candidates.ts';

/** A model in the text form that solvers read (CPLEX LP), with the meaning of its variables. */
export type Model = { text: string; count: number };

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
 * least. `cuts` are choices that must not come again: not all of one of them at once.
 */
export function groupingModel(
  units: number,
  candidates: readonly Candidate[],
  costs: readonly number[],
  target: Target,
  cuts: readonly (readonly number[])[],
): Model {
  const terms = costs.flatMap((cost, at) =>
    cost === 0 ? [] : [`${cost < 0 ? '-' : '+'} ${Math.abs(cost)} x${at}`],
  );
  const rows = [
    ...columnsByUnit(units, candidates).map((columns, at) => `u${at}: ${sum(columns)} = 1`),
    ...targetRow(candidates, target),
    ...cuts.map((cut, at) => `c${at}: ${sum(cut)} <= ${cut.length - 1}`),
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
