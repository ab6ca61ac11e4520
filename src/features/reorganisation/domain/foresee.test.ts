import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foresee, type PlanInput, partByWords, type TreePerson, type TreeUnit } from './foresee.ts';
import type { PlanStep } from './plan.ts';

const unit = (
  id: string,
  parentId: string | null,
  kind: TreeUnit['kind'],
  name = `Đơn vị ${id}`,
): TreeUnit => ({ id, parentId, kind, name, sector: null, code: id });

// District D with communes A, B, C (base committees); A has branches a1, a2, a3; B has b1; C has none.
const units: TreeUnit[] = [
  unit('D', null, 'upper-committee'),
  unit('A', 'D', 'base-committee'),
  unit('B', 'D', 'base-committee'),
  unit('C', 'D', 'base-committee'),
  unit('a1', 'A', 'branch', 'Chi bộ tổ 1'),
  unit('a2', 'A', 'branch', 'Chi bộ tổ 2'),
  unit('a3', 'A', 'branch', 'Chi bộ trường học'),
  unit('b1', 'B', 'branch'),
];
const people: TreePerson[] = [
  { personId: 'p1', fullName: 'Một', address: 'Số 3, phố Vọng', branchId: 'a1' },
  { personId: 'p2', fullName: 'Hai', address: 'Ngõ 5 phố Huế', branchId: 'a1' },
  { personId: 'p3', fullName: 'Ba', address: null, branchId: 'a1' },
];
const input = (steps: PlanStep[], more: Partial<PlanInput> = {}): PlanInput => ({
  rootId: 'D',
  on: '2025-01-01',
  units,
  people: [],
  arrivals: [],
  codesElsewhere: new Map(),
  depthOfRoot: 1,
  steps,
  assigned: new Map(),
  ...more,
});
const codes = (steps: PlanStep[], more: Partial<PlanInput> = {}) =>
  foresee(input(steps, more)).problems.map(({ steps: at, refusal }) =>
    [...at, refusal.code.replace('reorganisation.', '')].join(' '),
  );
const part = (intoId: string, words: string[] = [], share: number | null = null) => ({
  intoId,
  words,
  share,
});

describe('a plan', () => {
  test('merges: what is below goes along, the unit ends and is carried on', () => {
    const { problems, undecided, changes } = foresee(
      input([
        { kind: 'merge', unitId: 'A', intoId: 'B' },
        { kind: 'rename', unitId: 'B', name: 'Đảng bộ xã Mới' },
      ]),
    );
    expect([problems, undecided]).toEqual([[], []]);
    expect(changes.moved).toEqual(['a1', 'a2', 'a3'].map((unitId) => ({ unitId, before: 'A', after: 'B' })));
    expect(changes.ended).toEqual([{ unitId: 'A', successorIds: ['B'] }]);
    expect(changes.renamed).toEqual([{ unitId: 'B', before: 'Đơn vị B', after: 'Đảng bộ xã Mới' }]);
  });

  test('splits by the words of groups, asks about the rest, and takes the answer', () => {
    const split: PlanStep = {
      kind: 'split',
      unitId: 'A',
      parts: [part('B', ['Tổ 1']), part('C', ['Tổ 2'])],
      restId: null,
    };
    const asked = foresee(input([split]));
    expect(asked.undecided).toEqual([
      { splitId: 'A', what: 'unit', subjectId: 'a3', name: 'Chi bộ trường học', choices: ['B', 'C'] },
    ]);
    const told = foresee(input([split], { assigned: new Map([['a3', 'C']]) }));
    expect(told.undecided).toEqual([]);
    expect(told.changes.moved.map(({ unitId, after }) => `${unitId} ${after}`)).toEqual([
      'a1 B',
      'a2 C',
      'a3 C',
    ]);
    expect(told.changes.ended).toEqual([{ unitId: 'A', successorIds: ['B', 'C'] }]);
  });

  test('asks where somebody arrives who is on the way to a branch that ends in parts; one that goes on still receives', () => {
    const arrivals = [
      { transferId: 't1', personId: 'p8', fullName: 'Tám', address: 'Số 8 phố Vọng', branchId: 'a1' },
      { transferId: 't2', personId: 'p9', fullName: 'Chín', address: null, branchId: 'a1' },
    ];
    const split = (second: string): PlanStep => ({
      kind: 'split',
      unitId: 'a1',
      parts: [part('a2', ['phố Vọng']), part(second)],
      restId: null,
    });
    const asked = foresee(input([split('a3')], { arrivals }));
    expect(asked.changes.arriving).toEqual([{ transferId: 't1', unitId: 'a1', intoId: 'a2' }]);
    expect(asked.undecided).toEqual([
      { splitId: 'a1', what: 'arrival', subjectId: 't2', name: 'Chín', choices: ['a2', 'a3'] },
    ]);
    const told = foresee(input([split('a3')], { arrivals, assigned: new Map([['t2', 'a3']]) }));
    expect(told.changes.arriving).toContainEqual({ transferId: 't2', unitId: 'a1', intoId: 'a3' });
    const goesOn = foresee(input([split('a1')], { arrivals }));
    expect([goesOn.changes.arriving, goesOn.undecided]).toEqual([[], []]);
  });

  test('splits a branch by streets; a branch that keeps a part goes on', () => {
    const split: PlanStep = {
      kind: 'split',
      unitId: 'a1',
      parts: [part('a1', ['phố Huế']), part('a2', ['phố Vọng'])],
      restId: null,
    };
    const { undecided, changes } = foresee(input([split], { people }));
    expect(changes.people).toEqual([{ personId: 'p1', unitId: 'a1', intoId: 'a2' }]);
    expect(undecided.map(({ subjectId, what }) => `${what} ${subjectId}`)).toEqual(['person p3']);
    expect(changes.ended).toEqual([]);
    const withRest = foresee(input([{ ...split, restId: 'a1' }], { people }));
    expect([withRest.undecided, withRest.changes.people.length]).toEqual([[], 1]);
  });

  test('founds, gives a code again on the day its bearer ends, and changes levels', () => {
    const { problems, changes } = foresee(
      input([
        {
          kind: 'found',
          unitId: 'N',
          name: 'Đảng bộ xã Tân Lập',
          code: 'A',
          unitKind: 'base-committee',
          sector: 'residential',
          parentId: 'D',
        },
        { kind: 'merge', unitId: 'A', intoId: 'N' },
        { kind: 'merge', unitId: 'B', intoId: 'N' },
      ]),
    );
    expect(problems).toEqual([]);
    expect(changes.founded.map(({ name, code }) => [name, code])).toEqual([['Đảng bộ xã Tân Lập', 'A']]);
    expect(changes.moved).toHaveLength(4);
  });

  test.each<[string, PlanStep[], string[]]>([
    [
      'a merge into a unit that ends the same day',
      [
        { kind: 'merge', unitId: 'A', intoId: 'B' },
        { kind: 'merge', unitId: 'B', intoId: 'C' },
      ],
      ['0 1 goes-to-ended'],
    ],
    ['a merge into itself', [{ kind: 'merge', unitId: 'A', intoId: 'A' }], ['0 goes-to-itself']],
    ['a code whose bearer goes on', [{ kind: 'recode', unitId: 'A', code: 'B' }], ['0 code-twice']],
    [
      'two ends of one unit',
      [
        { kind: 'merge', unitId: 'A', intoId: 'B' },
        { kind: 'end', unitId: 'A' },
      ],
      ['0 1 two-steps'],
    ],
    [
      'a change of what ends',
      [
        { kind: 'merge', unitId: 'A', intoId: 'B' },
        { kind: 'rename', unitId: 'A', name: 'Tên mới' },
      ],
      ['1 0 two-steps'],
    ],
    ['an end of what is not empty', [{ kind: 'end', unitId: 'A' }], ['0 not-empty']],
    ['a unit that is not there', [{ kind: 'rename', unitId: 'X', name: 'Tên mới' }], ['0 unknown-unit']],
    [
      'shares that do not add up',
      [{ kind: 'split', unitId: 'A', parts: [part('B', [], 60), part('C', [], 30)], restId: 'B' }],
      ['0 shares'],
    ],
    [
      'a split with one part',
      [{ kind: 'split', unitId: 'A', parts: [part('B')], restId: 'B' }],
      ['0 parts-missing'],
    ],
    ['a branch into a committee', [{ kind: 'merge', unitId: 'a1', intoId: 'B' }], ['0 other-level']],
    ['a move below itself', [{ kind: 'move', unitId: 'A', parentId: 'a1' }], ['0 cycle']],
    ['a move to the same place', [{ kind: 'move', unitId: 'A', parentId: 'D' }], ['0 nothing-changed']],
    ['a level that may not stand there', [{ kind: 'move', unitId: 'a1', parentId: 'D' }], ['0 level']],
    [
      'a level that what is below may not have',
      [{ kind: 'change-kind', unitId: 'A', unitKind: 'upper-committee', sector: null }],
      ['0 level', '0 level', '0 level', '0 level'],
    ],
    ['the unit whose plan it is', [{ kind: 'end', unitId: 'D' }], ['0 root-stays']],
  ])('with %s names its steps', (_, steps, expected) => {
    expect(codes(steps)).toEqual(expected);
  });

  test('looks at codes outside of its part of the tree', () => {
    const codesElsewhere = new Map([['Z9', 'Đảng bộ xã Xa']]);
    expect(codes([{ kind: 'recode', unitId: 'A', code: 'Z9' }], { codesElsewhere })).toEqual([
      '0 code-twice',
    ]);
  });

  test('whole words are meant, without marks', () => {
    const parts = [part('B', ['Tổ 1', 'phố Huế']), part('C', ['Tổ 10'])];
    expect(partByWords(parts, 'Chi bộ tổ 1')).toBe('B');
    expect(partByWords(parts, 'CHI BỘ TỔ 10, phường A')).toBe('C');
    expect(partByWords(parts, 'Ngõ 3, Phố Hue')).toBe('B');
    expect(partByWords(parts, 'Tổ 10 phố Huế')).toBe(undefined);
    expect(partByWords(parts, null)).toBe(undefined);
  });
});

describe('nobody is in two places or none, whatever the plan', () => {
  const ids = units.map((each) => each.id).filter((id) => id !== 'D');
  const anyId = fc.constantFrom(...ids);
  const anyStep: fc.Arbitrary<PlanStep> = fc.oneof(
    fc.record({ kind: fc.constant('merge' as const), unitId: anyId, intoId: anyId }),
    fc.record({
      kind: fc.constant('split' as const),
      unitId: anyId,
      parts: fc.array(
        anyId.map((intoId) => part(intoId, intoId === 'B' ? ['Tổ 1', 'phố Vọng'] : [])),
        { minLength: 2, maxLength: 3 },
      ),
      restId: fc.constant(null),
    }),
    fc.record({ kind: fc.constant('move' as const), unitId: anyId, parentId: anyId }),
    fc.record({ kind: fc.constant('end' as const), unitId: anyId }),
    fc.record({
      kind: fc.constant('recode' as const),
      unitId: anyId,
      code: fc.constantFrom('a1', 'B', 'Q', null),
    }),
    anyId.map(
      (parentId): PlanStep => ({
        kind: 'found',
        unitId: `new ${parentId}`,
        name: 'Đơn vị mới',
        code: null,
        unitKind: 'branch',
        sector: null,
        parentId,
      }),
    ),
  );

  test('every unit and member is carried, ended by a step, or asked about', () => {
    let whole = 0;
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 4 }), (steps) => {
        const { problems, undecided, changes, after } = foresee(input(steps, { people }));
        if (problems.length > 0) return;
        whole += 1;
        const alive = new Map(after.map((each) => [each.id, each]));
        const ended = changes.ended.map((each) => each.unitId);
        expect(new Set(ended).size).toBe(ended.length);
        // Every unit of before is there, or ended by exactly one step.
        for (const each of units) expect(alive.has(each.id)).toBe(!ended.includes(each.id));
        expect(after.length).toBe(units.length - ended.length + changes.founded.length);
        const asked = (id: string) => undecided.some((each) => each.subjectId === id);
        for (const each of after) {
          if (each.parentId === null) continue;
          // Its parent lives; only what is asked about still hangs on the unit that ends.
          if (!alive.has(each.parentId)) expect(asked(each.id)).toBe(true);
        }
        for (const person of people) {
          const moves = changes.people.filter((each) => each.personId === person.personId);
          const joined = changes.joined.filter((each) => each.unitId === person.branchId);
          const stays = alive.has(person.branchId) && moves.length === 0 && !asked(person.personId);
          expect(moves.length + joined.length + Number(asked(person.personId)) + Number(stays)).toBe(1);
          for (const { intoId } of [...moves, ...joined]) expect(alive.has(intoId)).toBe(true);
        }
        const codesAfter = after.flatMap((each) => each.code ?? []);
        expect(new Set(codesAfter).size).toBe(codesAfter.length);
      }),
      { numRuns: 600 },
    );
    // Enough plans have no problem, or nothing was tested.
    expect(whole).toBeGreaterThan(60);
  });
});
