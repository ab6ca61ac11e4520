import { queryOptions } from '@tanstack/react-query';
import type { UnitKind } from '#features/units/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { call } from '#ui-kit/call.ts';
import type { getSize, getStandard, listSizeWarnings, SizeWarningKey } from '../contract.ts';

export const SIZES = ['sizes'] as const;
export type Size = Answer<typeof getSize>;

export const sizeQuery = (unitId: string, on: CivilDate | undefined) =>
  queryOptions({
    queryKey: [...SIZES, unitId, on],
    queryFn: ({ signal }) =>
      call<typeof getSize>(
        'GET /api/units/:unitId/size',
        { params: { unitId }, query: on ? { on } : {} },
        { signal },
      ),
  });

export type Standard = Answer<typeof getStandard>;

export const standardQuery = (unitId: string, on: CivilDate) =>
  queryOptions({
    queryKey: [...SIZES, unitId, 'standard', on],
    queryFn: ({ signal }) =>
      call<typeof getStandard>(
        'GET /api/units/:unitId/standard',
        { params: { unitId }, query: { on } },
        { signal },
      ),
  });

/** The same, judged as if the unit had another level. */
export const sizeAsQuery = (unitId: string, on: CivilDate, as: UnitKind) =>
  queryOptions({
    queryKey: [...SIZES, unitId, on, as],
    queryFn: ({ signal }) =>
      call<typeof getSize>(
        'GET /api/units/:unitId/size',
        { params: { unitId }, query: { on, as } },
        { signal },
      ),
  });

export const warningsQuery = (
  unitId: string,
  wanted: { on: CivilDate | undefined; warning: SizeWarningKey | undefined; consented: boolean },
) =>
  queryOptions({
    queryKey: [...SIZES, unitId, 'list', wanted],
    queryFn: ({ signal }) =>
      call<typeof listSizeWarnings>(
        'GET /api/units/:unitId/size-warnings',
        {
          params: { unitId },
          query: {
            ...(wanted.on ? { on: wanted.on } : {}),
            ...(wanted.warning ? { warning: wanted.warning } : {}),
            consented: wanted.consented ? 'true' : 'false',
          },
        },
        { signal },
      ),
  });
