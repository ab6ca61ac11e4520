import type { Bilingual } from '#features/rulebooks/contract.ts';
import { kindWords, type Sector, sectorWords, type UnitKind } from '#features/units/contract.ts';

/** Units that a paper or a task goes to, by what they are on the day it is issued. Empty lists leave nobody out. */
export type RecipientRule = {
  kinds: UnitKind[];
  sectors: Sector[];
  /** Only units with more members than this, counted at home in the unit and below it. */
  membersOver: number | null;
  /** Only units with at most this many members. */
  membersUpTo: number | null;
};

/** Every branch below. */
export const EVERY_BRANCH: RecipientRule = {
  kinds: ['branch', 'base-branch'],
  sectors: [],
  membersOver: null,
  membersUpTo: null,
};

/** The rule in a phrase: `chi bộ; loại hình trường học; trên 50 đảng viên`. */
export function ruleInWords(rule: RecipientRule): Bilingual {
  const parts = (language: 'vi' | 'en') => {
    const vi = language === 'vi';
    return [
      rule.kinds.length === 0
        ? vi
          ? 'mọi tổ chức đảng trực thuộc'
          : 'every unit below'
        : rule.kinds.map((kind) => kindWords[kind][language]).join(', '),
      rule.sectors.length === 0
        ? null
        : `${vi ? 'loại hình' : 'sector'} ${rule.sectors.map((sector) => sectorWords[sector][language]).join(', ')}`,
      rule.membersOver === null
        ? null
        : vi
          ? `trên ${rule.membersOver} đảng viên`
          : `over ${rule.membersOver} members`,
      rule.membersUpTo === null
        ? null
        : vi
          ? `không quá ${rule.membersUpTo} đảng viên`
          : `at most ${rule.membersUpTo} members`,
    ]
      .filter((part) => part !== null)
      .join('; ');
  };
  return { vi: parts('vi'), en: parts('en') };
}
