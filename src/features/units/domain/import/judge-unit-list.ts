import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { withoutMarks } from '#kernel/vietnamese.ts';
import { levelClash } from '../levels.ts';
import { organisationName, placeFormOf, readPlace, tierOf } from '../party-names.ts';
import type { UnitKind } from '../unit-kinds.ts';
import { readSector, readUnit } from './read-kind.ts';
import type {
  Area,
  ImportRefusal,
  KnownUnit,
  ListedChange,
  ListedUnit,
  ListPreview,
  ListVerdict,
  UnitList,
} from './unit-list.ts';

export type JudgeInput = {
  list: UnitList;
  /** Every unit that may be met: all, or those at and below `under`. */
  known: readonly KnownUnit[];
  /** Codes borne by other units on the day of the list or later: nobody may be given them. */
  takenCodes: ReadonlySet<string>;
  /** The unit under which the top of the list stands; null when the list brings its own top. */
  under: KnownUnit | null;
  /** The day from which the list holds. */
  from: CivilDate;
  /** Makes the id of a new unit. */
  newId: () => Id;
};

const nameKey = (name: string): string => withoutMarks(organisationName(name)).replace(/\s+/g, ' ').trim();

/** A unit of the list, with what has been found out about it so far. */
type Node = ListedUnit & {
  id: Id;
  match: KnownUnit | undefined;
  /** Row of the list, unit of the tree, or nothing above. */
  parent: Node | KnownUnit | null;
  verdict: ListVerdict | undefined;
};
const isNode = (parent: Node | KnownUnit | null): parent is Node => parent !== null && 'row' in parent;

const say = (node: Node, refusal: ImportRefusal) => node.refusals.push(refusal);

/** What a list would do to the tree on its day. Pure: nothing is written, and every fault of every row is named. */
export function judgeUnitList(input: JudgeInput): ListPreview {
  const { list, known, under, from } = input;
  const knownByCode = new Map(
    known.flatMap((unit) => (unit.code === null ? [] : [[unit.code, unit] as const])),
  );
  const knownById = new Map(known.map((unit) => [unit.id, unit]));
  const knownByName = byUniqueName(known, (unit) => nameKey(unit.name));

  const nodes: Node[] = list.units.map((unit) => {
    const match = unit.code === null ? undefined : knownByCode.get(unit.code);
    return {
      ...unit,
      refusals: [...unit.refusals],
      id: match?.id ?? input.newId(),
      match,
      parent: null,
      verdict: undefined,
    };
  });
  refuseDoubles(nodes);
  const listedByCode = new Map<string, Node>();
  for (const node of nodes)
    if (node.code !== null && !listedByCode.has(node.code)) listedByCode.set(node.code, node);
  const listedByName = byUniqueName(nodes, (node) => nameKey(node.name));

  // Who stands under whom.
  const tops = known.filter((unit) => unit.parentId === null);
  for (const node of nodes) {
    const told = node.parentText;
    if (told !== '') {
      const parent =
        spellings(told, node)
          .map((code) => listedByCode.get(code) ?? knownByCode.get(code))
          .find((each) => each !== undefined) ??
        listedByName.get(nameKey(told)) ??
        knownByName.get(nameKey(told));
      if (parent) node.parent = parent;
      else say(node, { code: 'units.import-unknown-parent', field: 'parent', facts: { parent: told } });
      continue;
    }
    const isUnder =
      under !== null && (node.match?.id === under.id || nameKey(node.name) === nameKey(under.name));
    if (under && !isUnder) node.parent = under;
    else if (isUnder) {
      node.match = under;
      node.id = under.id;
      node.parent = under.parentId === null ? null : (knownById.get(under.parentId) ?? null);
    } else if (!node.match && tops.length > 0) {
      // A list of places without codes still knows the top by its name.
      const same = tops.find(
        (top) => nameKey(top.name) === nameKey(readUnit(node, null, from)?.name ?? node.name),
      );
      if (same && same.code === null) {
        node.match = same;
        node.id = same.id;
      } else say(node, { code: 'units.import-second-top', field: 'parent' });
    }
  }

  // Where the list says nothing a unit stays where it stands.
  for (const node of nodes)
    if (node.parentText === '' && node.match && node.match.parentId !== null && node.match.id !== under?.id)
      node.parent =
        listedById(nodes, node.match.parentId) ?? knownById.get(node.match.parentId) ?? node.parent;

  refuseRings(nodes, knownById);
  matchByName(nodes, known);

  const kinds = new Map<Id, UnitKind>(known.map((unit) => [unit.id, unit.kind]));
  for (const node of inOrderOfDepth(nodes)) node.verdict = judgeNode(node, input, kinds);
  const verdicts = nodes.map((node) => node.verdict ?? refusedVerdict(node));

  const met = new Set(nodes.map((node) => node.id));
  const told = new Set([...met, ...nodes.flatMap((node) => node.parent?.id ?? [])]);
  const absent = known
    .filter((unit) => !met.has(unit.id) && unit.parentId !== null && told.has(unit.parentId))
    .map(({ code, name }) => ({ code, name }));
  const count = (verdict: ListVerdict['verdict']) =>
    verdicts.filter((each) => each.verdict === verdict).length;
  return {
    sheet: list.sheet,
    from,
    verdicts,
    absent,
    counts: {
      accepted: count('new'),
      same: count('same'),
      changed: count('changed'),
      refused: count('refused'),
      absent: absent.length,
    },
  };
}

const listedById = (nodes: readonly Node[], id: Id): Node | undefined =>
  nodes.find((node) => node.match?.id === id);

function byUniqueName<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T> {
  const found = new Map<string, T | null>();
  for (const one of all) found.set(keyOf(one), found.has(keyOf(one)) ? null : one);
  return new Map([...found].flatMap(([key, one]) => (one === null || key === '' ? [] : [[key, one]])));
}

/** A code of figures alone may have lost the zeros that it begins with; a ward looks for a district before a city. */
function spellings(code: string, below: ListedUnit): string[] {
  if (!/^\d{1,4}$/.test(code)) return [code];
  const form = placeFormOf(below.kindText) ?? readPlace(below.name)?.form;
  const widths = form && tierOf(form) === 'low' ? [3, 2, 5] : [2, 3, 5];
  return [code, ...widths.map((width) => code.padStart(width, '0'))];
}

/** Rows that say the same code, or the same name in the same place without one. */
function refuseDoubles(nodes: readonly Node[]): void {
  const groups = new Map<string, Node[]>();
  for (const node of nodes) {
    const key = node.code ?? (node.name === '' ? null : `\n${node.parentText}\n${nameKey(node.name)}`);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), node]);
  }
  for (const group of groups.values())
    if (group.length > 1)
      for (const node of group) {
        const rows = group.map((each) => each.row).join(', ');
        say(
          node,
          node.code === null
            ? { code: 'units.import-duplicate-name', field: 'name', facts: { rows } }
            : { code: 'units.import-duplicate-code', field: 'code', facts: { code: node.code, rows } },
        );
      }
}

/** Follows each way up, through the list and through the tree as the list leaves it. */
function refuseRings(nodes: readonly Node[], knownById: ReadonlyMap<Id, KnownUnit>): void {
  const listed = new Map(nodes.flatMap((node) => (node.match ? [[node.match.id, node] as const] : [])));
  const up = (one: Node | KnownUnit): Node | KnownUnit | null => {
    const node = isNode(one) ? one : listed.get(one.id);
    if (node) return node.parent;
    const { parentId } = one as KnownUnit;
    return parentId === null ? null : (listed.get(parentId) ?? knownById.get(parentId) ?? null);
  };
  const idOf = (one: Node | KnownUnit) => one.id;
  const cleared = new Set<Id>();
  for (const start of nodes) {
    const way: (Node | KnownUnit)[] = [];
    const onWay = new Map<Id, number>();
    let at: Node | KnownUnit | null = start;
    while (at && !cleared.has(idOf(at)) && !onWay.has(idOf(at))) {
      onWay.set(idOf(at), way.length);
      way.push(at);
      at = up(at);
    }
    const first = at ? onWay.get(idOf(at)) : undefined;
    if (first !== undefined) {
      const ring = way.slice(first);
      const path = [...ring, ring[0]!].map((one) => one.code ?? one.name).join(' → ');
      for (const one of ring) {
        const node = isNode(one) ? one : listed.get(one.id);
        if (node && !node.refusals.some((each) => each.code === 'units.import-cycle'))
          say(node, { code: 'units.import-cycle', field: 'parent', facts: { path } });
      }
    }
    for (const one of way) cleared.add(idOf(one));
  }
}

/** Units without a code are known by their name under their parent. */
function matchByName(nodes: readonly Node[], known: readonly KnownUnit[]): void {
  const byPlace = new Map<string, KnownUnit | null>();
  for (const unit of known) {
    const key = `${unit.parentId}\n${nameKey(unit.name)}`;
    byPlace.set(key, byPlace.has(key) ? null : unit);
  }
  for (const node of nodes) {
    if (node.code !== null || node.match) continue;
    const parentId = node.parent ? (isNode(node.parent) ? node.parent.match?.id : node.parent.id) : null;
    const match = parentId === undefined ? undefined : byPlace.get(`${parentId}\n${nameKey(node.name)}`);
    if (match) {
      node.match = match;
      node.id = match.id;
    }
  }
}

/** Parents before those below them; units of a ring come last and are refused anyway. */
function inOrderOfDepth(nodes: readonly Node[]): Node[] {
  const done = new Set<Node>();
  const ordered: Node[] = [];
  const visit = (start: Node) => {
    const way: Node[] = [];
    for (
      let at: Node | KnownUnit | null = start;
      isNode(at) && !done.has(at) && !way.includes(at);
      at = at.parent
    )
      way.push(at);
    for (const node of way.reverse()) {
      done.add(node);
      ordered.push(node);
    }
  };
  for (const node of nodes) visit(node);
  return ordered;
}

function refusedVerdict(node: Node): ListVerdict {
  return {
    row: node.row,
    verdict: 'refused',
    code: node.code,
    name: node.name,
    kind: null,
    sector: null,
    unitId: null,
    parentId: null,
    parentName: null,
    foundedOn: null,
    area: null,
    changes: [],
    refusals: node.refusals,
  };
}

const always = (value: UnitKind, from: CivilDate) => [{ value, from, to: null }];

function judgeNode(node: Node, input: JudgeInput, kinds: Map<Id, UnitKind>): ListVerdict {
  const { from } = input;
  const { parent, match } = node;
  if (isNode(parent) && (parent.verdict?.verdict === 'refused' || parent.refusals.length > 0))
    say(node, { code: 'units.import-parent-refused', field: 'parent', facts: { row: parent.row } });
  const underKind = parent ? (kinds.get(parent.id) ?? null) : null;
  const foundedOn = node.foundedOn ?? from;
  const parentFounded = parent
    ? isNode(parent)
      ? (parent.match?.foundedOn ?? parent.foundedOn ?? from)
      : parent.foundedOn
    : null;
  if (!match && parentFounded !== null && foundedOn < parentFounded)
    say(node, {
      code: 'units.import-before-parent',
      field: 'foundedOn',
      facts: { founded: foundedOn, parent: parentFounded },
    });
  const sector = node.sectorText === '' ? undefined : readSector(node.sectorText);
  if (node.sectorText !== '' && !sector)
    say(node, { code: 'units.import-sector-unknown', field: 'sector', facts: { value: node.sectorText } });
  const read = node.name === '' ? undefined : readUnit(node, underKind, from);
  // Nothing more can be said about a unit whose place is unknown.
  if (node.refusals.length > 0) return refusedVerdict(node);
  // A list that writes own names alone (`Ba Đình`) still knows a unit that is there.
  const isSameUnit =
    !read && match && node.kindText === '' && nameKey(match.name).endsWith(nameKey(node.name));
  if (!read && !isSameUnit)
    say(node, {
      code: 'units.import-kind-unknown',
      field: 'kind',
      facts: { value: node.kindText === '' ? node.name : node.kindText },
    });
  const name = read?.name ?? (match ? organisationName(match.name) : node.name);
  const kind = read?.kind ?? match?.kind;
  if (parent === null && !match && kind !== undefined && (kind !== 'city-committee' || !isTopName(name)))
    say(node, { code: 'units.import-no-top', field: 'parent' });
  if (node.code !== null && input.takenCodes.has(node.code) && !match)
    say(node, { code: 'units.import-code-elsewhere', field: 'code', facts: { code: node.code } });
  const clash =
    kind && underKind
      ? levelClash(always(kind, from), always(underKind, from), { from, to: null })
      : undefined;
  if (clash)
    say(node, {
      code: 'units.import-level',
      field: 'kind',
      rule: clash.source,
      facts: { kind: clash.kind, under: clash.under },
    });
  if (node.refusals.length > 0 || !kind) return refusedVerdict(node);

  const area = Object.values(node.area).some((figure) => figure !== null) ? node.area : null;
  const parentName = parent ? (isNode(parent) ? (parent.verdict?.name ?? parent.name) : parent.name) : null;
  const verdict: ListVerdict = {
    ...refusedVerdict(node),
    verdict: 'new',
    name,
    kind,
    sector: sector ?? read?.sector ?? null,
    unitId: node.id,
    parentId: parent?.id ?? null,
    parentName,
    foundedOn,
    area,
  };
  kinds.set(node.id, kind);
  if (!match) return verdict;

  const changes = changesOf(node, match, verdict, {
    kindTold: node.kindText !== '',
    sectorTold: sector !== undefined,
  });
  const isElsewhere = changes.some((each) => each.field === 'parent');
  if (isElsewhere && changes.some((each) => each.field === 'name')) {
    say(node, {
      code: 'units.import-code-reused',
      field: 'code',
      facts: { code: node.code ?? '', unit: match.name },
    });
    kinds.set(node.id, match.kind);
    return refusedVerdict(node);
  }
  const isKindKept = !changes.some((each) => each.field === 'kind');
  if (isKindKept) kinds.set(node.id, match.kind);
  return {
    ...verdict,
    verdict: changes.length > 0 ? 'changed' : 'same',
    name: changes.some((each) => each.field === 'name') ? name : match.name,
    kind: isKindKept ? match.kind : kind,
    sector: isKindKept ? match.sector : verdict.sector,
    foundedOn: match.foundedOn,
    changes,
  };
}

/** A province or a city stands at the top; a district or a branch never does. */
const isTopName = (name: string): boolean => /^(đảng bộ (tỉnh|thành phố)|đảng bộ trung ương)\s/iu.test(name);

function changesOf(
  node: Node,
  match: KnownUnit,
  wanted: ListVerdict,
  told: { kindTold: boolean; sectorTold: boolean },
): ListedChange[] {
  const changes: ListedChange[] = [];
  // Whether a list writes the organisation or its committee is no change of the name.
  if (organisationName(match.name) !== wanted.name)
    changes.push({ field: 'name', before: match.name, after: wanted.name });
  if (wanted.parentId !== match.parentId && node.parentText !== '')
    changes.push({ field: 'parent', before: match.parentId ?? '', after: wanted.parentName ?? '' });
  const kind = told.kindTold && wanted.kind ? wanted.kind : match.kind;
  const sector = told.sectorTold ? wanted.sector : match.sector;
  if (kind !== match.kind || sector !== match.sector)
    changes.push({
      field: 'kind',
      before: { kind: match.kind, sector: match.sector },
      after: { kind, sector },
    });
  if (wanted.area && !sameArea(merged(match.area, wanted.area), match.area))
    changes.push({ field: 'area', before: match.area, after: merged(match.area, wanted.area) });
  return changes;
}

/** A list that says nothing about a figure leaves it as it is. */
const merged = (before: Area | null, after: Area): Area => ({
  km2: after.km2 ?? before?.km2 ?? null,
  population: after.population ?? before?.population ?? null,
  lat: after.lat ?? before?.lat ?? null,
  lon: after.lon ?? before?.lon ?? null,
  terrain: after.terrain ?? before?.terrain ?? null,
});
const sameArea = (a: Area, b: Area | null): boolean =>
  b !== null &&
  a.km2 === b.km2 &&
  a.population === b.population &&
  a.lat === b.lat &&
  a.lon === b.lon &&
  a.terrain === b.terrain;
