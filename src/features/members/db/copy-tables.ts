import type { MemberStatus } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { CopyTable } from '#platform/database/copy.ts';

/** A person as the table keeps it; keys for sorting and searching are made by the writer, who may have them cached. */
export type PersonRow = {
  id: Id;
  fullName: string;
  sortKey: string;
  searchKey: string;
  birthOn: CivilDate | null;
  sex: 'male' | 'female' | null;
  ethnicity: string | null;
  religion: string | null;
  homeTown: string | null;
  address: string | null;
  occupation: string | null;
  education: string | null;
  expertise: string | null;
  politicalTheory: string | null;
  admittedOn: CivilDate | null;
  officialOn: CivilDate | null;
  cardNumber: string | null;
  citizenId: string | null;
  phone: string | null;
  email: string | null;
  badge: string | null;
  at: string;
};

const day = (date: CivilDate | null) => (date === null ? null : 'day');

/** The tables of people that are loaded in bulk. */
export const memberTables = {
  person: {
    name: 'members.person',
    columns: [
      'id',
      'full_name',
      'sort_key',
      'search_key',
      'birth_on',
      'birth_precision',
      'sex',
      'ethnicity',
      'religion',
      'home_town',
      'address',
      'occupation',
      'education',
      'expertise',
      'political_theory',
      'admitted_on',
      'admitted_precision',
      'official_on',
      'official_precision',
      'card_number',
      'citizen_id',
      'phone',
      'email',
      'badge',
      'created_at',
      'changed_at',
    ],
    values: (p) => [
      p.id,
      p.fullName,
      p.sortKey,
      p.searchKey,
      p.birthOn,
      day(p.birthOn),
      p.sex,
      p.ethnicity,
      p.religion,
      p.homeTown,
      p.address,
      p.occupation,
      p.education,
      p.expertise,
      p.politicalTheory,
      p.admittedOn,
      day(p.admittedOn),
      p.officialOn,
      day(p.officialOn),
      p.cardNumber,
      p.citizenId,
      p.phone,
      p.email,
      p.badge,
      p.at,
      p.at,
    ],
  } satisfies CopyTable<PersonRow>,
  membership: {
    name: 'members.membership',
    columns: ['person_id', 'branch_id', 'nature', 'status', 'valid', 'reason'],
    values: (row) => [
      row.personId,
      row.branchId,
      row.status === 'temporarily-here' ? 'host' : 'home',
      row.status,
      row.valid,
      row.reason,
    ],
  } satisfies CopyTable<{
    personId: Id;
    branchId: Id;
    status: MemberStatus;
    /** `[from, to)`. */
    valid: string;
    reason: string | null;
  }>,
} as const;
