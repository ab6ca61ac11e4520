import { z } from 'zod';
import { isCivilDate } from '#kernel/civil-date.ts';
import { route } from '#kernel/route.ts';

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

export const civilDate = z.string().refine(isCivilDate, 'yyyy-mm-dd').meta({ format: 'date' });
export const id = z.uuid();

export const unitSummary = z
  .object({
    id,
    name: z.string(),
    kind: z.enum(UNIT_KINDS),
    sector: z.enum(SECTORS).nullable(),
    code: z.string().nullable(),
  })
  .meta({ id: 'Unit' });
export type UnitSummary = z.infer<typeof unitSummary>;

export const getUnit = route({
  method: 'GET',
  path: '/api/units/:unitId',
  summary: 'A unit as of a day, with what it stands under and what stands under it',
  verb: 'units.read',
  params: z.object({ unitId: id }),
  query: z.object({ on: civilDate.optional() }),
  response: z.object({
    unit: unitSummary.extend({ foundedOn: civilDate, endedOn: civilDate.nullable() }),
    above: z.array(unitSummary),
    children: z.array(unitSummary),
  }),
});
