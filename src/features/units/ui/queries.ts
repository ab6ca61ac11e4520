import { queryOptions } from '@tanstack/react-query';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { call } from '#ui-kit/call.ts';
import type {
  applyUnitImport,
  getLife,
  getUnit,
  listChildren,
  previewUnitImport,
  searchUnits,
} from '../contract.ts';

export const UNITS = ['units'] as const;
export type UnitView = Answer<typeof getUnit>;
export type Life = Answer<typeof getLife>;

const onDay = (on: CivilDate | undefined) => (on ? { on } : {});

export const unitQuery = (unitId: string, on: CivilDate | undefined) =>
  queryOptions({
    queryKey: [...UNITS, unitId, 'page', on],
    queryFn: ({ signal }) =>
      call<typeof getUnit>('GET /api/units/:unitId', { params: { unitId }, query: onDay(on) }, { signal }),
  });

export const childrenQuery = (unitId: string, on: CivilDate | undefined) =>
  queryOptions({
    queryKey: [...UNITS, unitId, 'children', on],
    queryFn: ({ signal }) =>
      call<typeof listChildren>(
        'GET /api/units/:unitId/children',
        { params: { unitId }, query: onDay(on) },
        { signal },
      ),
  });

export const lifeQuery = (unitId: string) =>
  queryOptions({
    queryKey: [...UNITS, unitId, 'life'],
    queryFn: ({ signal }) =>
      call<typeof getLife>('GET /api/units/:unitId/life', { params: { unitId } }, { signal }),
  });

export const unitSearchQuery = (unitId: string, q: string, on: CivilDate | undefined) =>
  queryOptions({
    queryKey: [...UNITS, unitId, 'search', on, q],
    queryFn: ({ signal }) =>
      call<typeof searchUnits>(
        'GET /api/units/:unitId/search',
        { params: { unitId }, query: { q, ...onDay(on) } },
        { signal },
      ),
    enabled: q.trim().length >= 2,
  });

/** Sends the list to be judged. Nothing is written. */
export const previewList = (unitId: string, file: File, from: CivilDate | null) =>
  call<typeof previewUnitImport>(
    'POST /api/units/:unitId/unit-import/preview',
    { params: { unitId }, query: { name: file.name, ...(from ? { from } : {}) } },
    { file },
  );

/** Writes the list. `requestKey` makes a second press of the button harmless. */
export const applyList = (
  unitId: string,
  file: File,
  wanted: { from: CivilDate | null; expect: string; decision: string; requestKey: string },
) =>
  call<typeof applyUnitImport>(
    'POST /api/units/:unitId/unit-import',
    {
      params: { unitId },
      query: {
        name: file.name,
        expect: wanted.expect,
        ...(wanted.from ? { from: wanted.from } : {}),
        ...(wanted.decision.trim() ? { decision: wanted.decision.trim() } : {}),
      },
    },
    { file, requestKey: wanted.requestKey },
  );
