import { queryOptions } from '@tanstack/react-query';
import { call } from '#ui-kit/call.ts';
import type {
  applyMemberImport,
  getOwnRecord,
  getPerson,
  ImportMapping,
  listBranchMembers,
  previewMemberImport,
} from '../contract.ts';

export const membersQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['members', branchId],
    queryFn: ({ signal }) =>
      call<typeof listBranchMembers>(
        'GET /api/branches/:branchId/members',
        { params: { branchId }, query: {} },
        { signal },
      ),
  });

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
