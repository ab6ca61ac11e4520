/** Levels of the tree, from the top down. */
export const UNIT_KINDS = [
  'city-committee',
  'upper-committee',
  'base-committee',
  'base-branch',
  'sub-committee',
  'branch',
  'group',
] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** Sectors (loại hình) that reviews keep apart. */
export const SECTORS = [
  'residential',
  'agency',
  'public-service',
  'enterprise-state',
  'enterprise-private',
  'armed-forces',
  'school',
] as const;
export type Sector = (typeof SECTORS)[number];

/** A unit in which members meet monthly. */
export const isBranchKind = (kind: UnitKind): boolean => kind === 'branch' || kind === 'base-branch';

/** Levels in words, as a sentence holds them. */
export const kindWords: Record<UnitKind, { vi: string; en: string }> = {
  'city-committee': { vi: 'đảng bộ thành phố', en: 'city committee' },
  'upper-committee': { vi: 'đảng bộ cấp trên trực tiếp cơ sở', en: 'committee above the base' },
  'base-committee': { vi: 'đảng bộ cơ sở', en: 'base committee' },
  'base-branch': { vi: 'chi bộ cơ sở', en: 'base branch' },
  'sub-committee': { vi: 'đảng bộ bộ phận', en: 'sub-committee' },
  branch: { vi: 'chi bộ', en: 'branch' },
  group: { vi: 'tổ đảng', en: 'group' },
};

export const sectorWords: Record<Sector, { vi: string; en: string }> = {
  residential: { vi: 'xã, phường, thôn, tổ dân phố', en: 'commune or ward' },
  agency: { vi: 'cơ quan', en: 'agency' },
  'public-service': { vi: 'đơn vị sự nghiệp', en: 'public service unit' },
  'enterprise-state': { vi: 'doanh nghiệp nhà nước', en: 'state enterprise' },
  'enterprise-private': { vi: 'doanh nghiệp ngoài nhà nước', en: 'private enterprise' },
  'armed-forces': { vi: 'lực lượng vũ trang', en: 'armed forces' },
  school: { vi: 'trường học', en: 'school' },
};
