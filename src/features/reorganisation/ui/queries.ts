import { queryOptions } from '@tanstack/react-query';
import type { Answer } from '#kernel/route.ts';
import { call } from '#ui-kit/call.ts';
import type { getPlan, importPlan, listPlans, listUndecided, takeWorklist } from '../contract.ts';

export const PLANS = ['plans'] as const;
export type PlanView = Answer<typeof getPlan>;
export type ListedPlan = Answer<typeof listPlans>['plans'][number];
export type GivenUpPlan = Answer<typeof listPlans>['givenUp'][number];
export type Subject = Answer<typeof listUndecided>['subjects'][number];

export const plansQuery = (unitId: string) =>
  queryOptions({
    queryKey: [...PLANS, unitId],
    queryFn: ({ signal }) =>
      call<typeof listPlans>('GET /api/units/:unitId/plans', { params: { unitId } }, { signal }),
  });

export const planQuery = (unitId: string, planId: string) =>
  queryOptions({
    queryKey: [...PLANS, unitId, planId],
    queryFn: ({ signal }) =>
      call<typeof getPlan>(
        'GET /api/units/:unitId/plans/:planId',
        { params: { unitId, planId } },
        { signal },
      ),
  });

export const splitQuery = (unitId: string, planId: string, splitId: string) =>
  queryOptions({
    queryKey: [...PLANS, unitId, planId, 'split', splitId],
    queryFn: ({ signal }) =>
      call<typeof listUndecided>(
        'GET /api/units/:unitId/plans/:planId/splits/:splitId',
        { params: { unitId, planId, splitId } },
        { signal },
      ),
  });

/** Takes the steps from a conversion table. `requestKey` makes a second press of the button harmless. */
/** `endsLevel`: everything new stands directly under the committee, and the level between them ends. */
export const sendTable = (
  unitId: string,
  planId: string,
  file: File,
  endsLevel: boolean,
  requestKey: string,
) =>
  call<typeof importPlan>(
    'POST /api/units/:unitId/plans/:planId/table',
    {
      params: { unitId, planId },
      query: { name: file.name, ...(endsLevel ? { parentId: unitId, endsEmptied: 'true' } : {}) },
    } as never,
    { file, requestKey },
  );

/** Decides by a worklist that was filled in. */
export const sendWorklist = (unitId: string, planId: string, file: File, requestKey: string) =>
  call<typeof takeWorklist>(
    'POST /api/units/:unitId/plans/:planId/worklist',
    { params: { unitId, planId }, query: { name: file.name } } as never,
    { file, requestKey },
  );
