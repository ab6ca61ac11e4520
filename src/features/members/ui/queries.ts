import { queryOptions } from '@tanstack/react-query';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Answer } from '#kernel/route.ts';
import { call } from '#ui-kit/call.ts';
import type {
  applyMemberImport,
  getOwnRecord,
  getPerson,
  ImportMapping,
  listBranchMembers,
  listCorrections,
  listDuplicates,
  listOnProbation,
  previewMemberImport,
} from '../contract.ts';

/** The list of a day; without one, of today. */
export const membersQuery = (branchId: string, on: CivilDate | null = null) =>
  queryOptions({
    queryKey: ['members', branchId, { on }],
    queryFn: ({ signal }) =>
      call<typeof listBranchMembers>(
        'GET /api/branches/:branchId/members',
        { params: { branchId }, query: on ? { on } : {} },
        { signal },
      ),
  });

export type PersonAnswer = Answer<typeof getPerson>;

export const personQuery = (branchId: string, personId: string) =>
  queryOptions({
    queryKey: ['members', branchId, personId],
    queryFn: ({ signal }) =>
      call<typeof getPerson>(
        'GET /api/branches/:branchId/members/:personId',
        { params: { branchId, personId } },
        { signal },
      ),
  });

export type Probation = Answer<typeof listOnProbation>;

export const probationQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['probation', unitId],
    queryFn: ({ signal }) =>
      call<typeof listOnProbation>('GET /api/units/:unitId/probation', { params: { unitId } }, { signal }),
  });

export const ownRecordQuery = queryOptions({
  queryKey: ['my-record'],
  queryFn: ({ signal }) => call<typeof getOwnRecord>('GET /api/me/record', undefined, { signal }),
});

const withMapping = (mapping: ImportMapping | null) => (mapping ? { mapping: JSON.stringify(mapping) } : {});

/** Sends the list to be judged. Nothing is written. */
export const previewList = (branchId: string, file: File, mapping: ImportMapping | null) =>
  call<typeof previewMemberImport>(
    'POST /api/branches/:branchId/member-import/preview',
    { params: { branchId }, query: { name: file.name, ...withMapping(mapping) } } as never,
    { file },
  );

/** Writes the list. `requestKey` makes a second press of the button harmless. */
export const applyList = (
  branchId: string,
  file: File,
  mapping: ImportMapping | null,
  options: { expect: string; skipRefused: boolean; requestKey: string },
) =>
  call<typeof applyMemberImport>(
    'POST /api/branches/:branchId/member-import',
    {
      params: { branchId },
      query: {
        name: file.name,
        ...withMapping(mapping),
        expect: options.expect,
        skipRefused: options.skipRefused ? 'true' : 'false',
      },
    } as never,
    { file, requestKey: options.requestKey },
  );

export type OwnRecord = Answer<typeof getOwnRecord>;
export type BranchCorrection = Answer<typeof listCorrections>['corrections'][number];
export type AlikePair = Answer<typeof listDuplicates>['pairs'][number];

export const correctionsQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['members', branchId, 'corrections'],
    queryFn: ({ signal }) =>
      call<typeof listCorrections>(
        'GET /api/branches/:branchId/corrections',
        { params: { branchId } },
        { signal },
      ),
  });

export const duplicatesQuery = (unitId: string) =>
  queryOptions({
    queryKey: ['duplicates', unitId],
    queryFn: ({ signal }) =>
      call<typeof listDuplicates>('GET /api/units/:unitId/duplicates', { params: { unitId } }, { signal }),
  });
