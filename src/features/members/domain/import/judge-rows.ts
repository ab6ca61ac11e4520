import { type CivilDate, formatCivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Refusal } from '#kernel/result.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import type { ImportCode } from './import-errors.ts';
import type {
  DraftField,
  ExistingMember,
  FieldChange,
  ImportedDate,
  MemberDraft,
  RowVerdict,
} from './import-types.ts';
import { areCompatible, isFiner } from './read-date.ts';
import type { ReadPerson } from './read-draft.ts';
import { nameKey } from './read-name.ts';

type Context = { branchId: Id; today: CivilDate };

/** How facts name a field; the same word in both languages. */
export const doubleWords = {
  cardNumber: 'số thẻ đảng',
  citizenId: 'số định danh',
  person: 'họ tên, ngày sinh',
} as const;

/** The persons of the system by what they can be found by, so that a list of any length is judged in one pass. */
function indexExisting(existing: readonly ExistingMember[]) {
  const by = (keyOf: (member: ExistingMember) => string | null | undefined) => {
    const index = new Map<string, ExistingMember[]>();
    for (const member of existing) {
      const key = keyOf(member);
      if (key) index.set(key, [...(index.get(key) ?? []), member]);
    }
    return (key: string | null): ExistingMember[] => (key ? (index.get(key) ?? []) : []);
  };
  return {
    byCard: by((member) => member.cardNumber),
    byCitizenId: by((member) => member.citizenId),
    byName: by((member) => nameKey(member.fullName)),
  };
}

type Match =
  | { kind: 'none' }
  | { kind: 'one'; member: ExistingMember }
  | { kind: 'refused'; code: ImportCode; field: string; facts?: Refusal['facts'] };

const differ = (a: string | null | undefined, b: string | null | undefined): boolean => !!a && !!b && a !== b;

/** Card number, then citizen id, then name with birth date. Doubt is refused, never guessed. */
function findMatch(draft: MemberDraft, index: ReturnType<typeof indexExisting>, branchId: Id): Match {
  const byNumber = new Map<Id, { member: ExistingMember; field: 'cardNumber' | 'citizenId' }>();
  for (const member of index.byCitizenId(draft.citizenId))
    byNumber.set(member.memberId, { member, field: 'citizenId' });
  for (const member of index.byCard(draft.cardNumber))
    byNumber.set(member.memberId, { member, field: 'cardNumber' });
  if (byNumber.size > 1) {
    return {
      kind: 'refused',
      code: 'members.import-ambiguous',
      field: 'cardNumber',
      facts: { count: byNumber.size },
    };
  }
  const [found] = byNumber.values();
  if (found) {
    const { member, field } = found;
    const isSameName = nameKey(member.fullName) === nameKey(draft.fullName);
    const isSameBirth = !!member.birth && !!draft.birth && areCompatible(member.birth, draft.birth);
    if (isSameName || isSameBirth) return { kind: 'one', member };
    return { kind: 'refused', code: 'members.import-number-of-another', field };
  }
  const candidates = index.byName(nameKey(draft.fullName)).filter(
    (member) =>
      member.branchId === branchId &&
      (!member.birth || !draft.birth || areCompatible(member.birth, draft.birth)) &&
      // A new card for the same person is possible when the whole birth date agrees.
      (isSameDay(member.birth, draft.birth) || !differ(member.cardNumber, draft.cardNumber)) &&
      !differ(member.citizenId, draft.citizenId),
  );
  if (candidates.length > 1) {
    return {
      kind: 'refused',
      code: 'members.import-ambiguous',
      field: 'fullName',
      facts: { count: candidates.length },
    };
  }
  return candidates[0] ? { kind: 'one', member: candidates[0] } : { kind: 'none' };
}

const isSameDay = (a: ImportedDate | null | undefined, b: ImportedDate | null | undefined): boolean =>
  !!a && !!b && a.precision === 'day' && b.precision === 'day' && a.date === b.date;

const looseText = (text: string): string => tidyText(text).toLowerCase();

/** What the list says otherwise. Silence of the list, another spelling of the same, or less precision is no change. */
export function compareDraft(draft: MemberDraft, member: ExistingMember): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of Object.keys(draft) as DraftField[]) {
    const after = draft[field];
    const before = member[field];
    if (after === null || before === undefined) continue;
    if (field === 'fullName') {
      if (nameKey(String(after)) !== nameKey(String(before)))
        changes.push({ field, before: member.fullName, after: draft.fullName });
      continue;
    }
    if (field === 'status') {
      // An official member may be exempt, away or suspended: a list that only knows "official" does not say otherwise.
      if (after !== before && !(after === 'official' && before !== null && before !== 'provisional')) {
        changes.push({ field, before, after: draft.status });
      }
      continue;
    }
    if (typeof after === 'object') {
      const old = before as ImportedDate | null;
      if (!old || !areCompatible(after, old) || isFiner(after, old))
        changes.push({ field, before: old, after });
    } else if (before === null || looseText(String(before)) !== looseText(after)) {
      changes.push({ field, before: before as string | null, after });
    }
  }
  return changes;
}

/**
 * What will happen to each person of the list, given who is there already. A list imported a second time, after it was
 * applied, gives `same` for everybody. Pure; order of the answer is that of the list.
 */
export function judgeRows(
  people: readonly ReadPerson[],
  existing: readonly ExistingMember[],
  { branchId }: Context,
): RowVerdict[] {
  const index = indexExisting(existing);
  const doubles = findDoubles(people);
  const matches = people.map((person) => (person.draft ? findMatch(person.draft, index, branchId) : null));
  const rowsByMember = new Map<Id, number[]>();
  matches.forEach((match, at) => {
    if (match?.kind === 'one') {
      rowsByMember.set(match.member.memberId, [...(rowsByMember.get(match.member.memberId) ?? []), at]);
    }
  });

  return people.map((person, at): RowVerdict => {
    const { draft, rowNumbers } = person;
    const rowNumber = rowNumbers[0] as number;
    const base = { rowNumber, rowNumbers, draft, memberId: null, changes: [], refusals: [], leaving: null };
    const refusals: Refusal[] = [...person.refusals];
    const match = matches[at] ?? { kind: 'none' as const };
    const member = match.kind === 'one' ? match.member : null;

    // Somebody who is gone needs no clean data: the row only ends a membership, or is passed over.
    if (person.leaving && draft && match.kind !== 'refused') {
      const isHere = member !== null && member.branchId === branchId && member.leftOn === null;
      const twin = member
        ? (rowsByMember.get(member.memberId) ?? []).find((other) => other !== at)
        : undefined;
      if (twin === undefined) {
        return {
          ...base,
          verdict: 'left',
          memberId: member?.memberId ?? null,
          leaving: { ...person.leaving, effect: isHere ? 'end' : 'none' },
        };
      }
    }

    const double = doubles.get(at);
    if (double) {
      refusals.push(duplicate(double.field, people[double.other]?.rowNumbers[0] as number, double.by));
    } else if (member) {
      const twin = (rowsByMember.get(member.memberId) ?? []).find((other) => other !== at);
      if (twin !== undefined)
        refusals.push(duplicate('fullName', people[twin]?.rowNumbers[0] as number, doubleWords.person));
    }
    if (match.kind === 'refused')
      refusals.push({ code: match.code, field: match.field, facts: match.facts ?? {} });
    let isReturning = false;
    if (member && draft) {
      if (member.branchId !== branchId) {
        if (member.leftOn !== null || draft.status === 'temporarily-here') isReturning = true;
        else refusals.push({ code: 'members.import-in-another-branch', field: 'fullName', facts: {} });
      } else if (member.leftOn !== null) {
        const leftOn = formatCivilDate(member.leftOn);
        refusals.push({ code: 'members.import-has-left', field: 'fullName', facts: { leftOn } });
      } else if (draft.status === 'provisional' && member.status && member.status !== 'provisional') {
        refusals.push({ code: 'members.import-official-to-provisional', field: 'status', facts: {} });
      }
    }
    if (refusals.length > 0 || !draft)
      return { ...base, verdict: 'refused', memberId: member?.memberId ?? null, refusals };
    if (!member || isReturning) return { ...base, verdict: 'new', memberId: member?.memberId ?? null };
    const changes = compareDraft(draft, member);
    return { ...base, verdict: changes.length > 0 ? 'changed' : 'same', memberId: member.memberId, changes };
  });
}

const duplicate = (field: string, other: number, by: string): Refusal => ({
  code: 'members.import-duplicate',
  field,
  facts: { other, by },
});

type Double = { other: number; field: string; by: string };

/** Rows that speak of one person twice, each with the row it collides with. */
function findDoubles(people: readonly ReadPerson[]): Map<number, Double> {
  const doubles = new Map<number, Double>();
  const collide = (a: number, b: number, field: string, by: string) => {
    if (!doubles.has(a)) doubles.set(a, { other: b, field, by });
    if (!doubles.has(b)) doubles.set(b, { other: a, field, by });
  };
  for (const field of ['cardNumber', 'citizenId'] as const) {
    const seen = new Map<string, number>();
    people.forEach((person, at) => {
      const value = person.draft?.[field];
      if (!value) return;
      const other = seen.get(value);
      if (other === undefined) seen.set(value, at);
      else collide(other, at, field, doubleWords[field]);
    });
  }
  const byName = new Map<string, number[]>();
  people.forEach((person, at) => {
    const { draft } = person;
    if (!draft) return;
    const key = nameKey(draft.fullName);
    for (const other of byName.get(key) ?? []) {
      const twin = people[other]?.draft as MemberDraft;
      const isTold = differ(twin.cardNumber, draft.cardNumber) || differ(twin.citizenId, draft.citizenId);
      const isSameBirth = !twin.birth || !draft.birth || areCompatible(twin.birth, draft.birth);
      if (isSameBirth && !isTold) collide(other, at, 'fullName', doubleWords.person);
    }
    byName.set(key, [...(byName.get(key) ?? []), at]);
  });
  return doubles;
}
