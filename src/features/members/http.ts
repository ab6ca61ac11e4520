import { placeOf } from '#features/units/public.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { DomainError } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import { handle, handlePrepared, type Preparation } from '#platform/http/handle.ts';
import { changeStatus } from './actions/change-status.ts';
import { applyMemberList, judgeMemberList, readMemberList } from './actions/import-members.ts';
import * as contract from './contract.ts';
import {
  selectMemberships,
  selectMembershipsOn,
  selectPerson,
  selectReadsOf,
  selectSummaries,
} from './db/members.sql.ts';
import type { ImportMapping } from './domain/import/import-types.ts';

async function fullPerson(tx: Parameters<typeof selectPerson>[0], personId: string) {
  const found = await selectPerson(tx, personId);
  if (!found) throw new DomainError({ code: 'platform.not-found' });
  return { ...found, memberships: await selectMemberships(tx, personId) };
}

const branchOf = (tx: Tx, params: { branchId: string }, today: CivilDate) =>
  placeOf(tx, params.branchId, today);
const prepareList = ({ body, query }: Preparation) => readMemberList({ name: query.name, bytes: body });

function mappingOf(text: string | undefined): ImportMapping | undefined {
  if (!text) return undefined;
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    raw = undefined;
  }
  const parsed = contract.importMapping.safeParse(raw);
  if (!parsed.success)
    throw new DomainError({
      code: 'platform.bad-request',
      field: 'mapping',
      facts: { problem: 'mapping' },
    });
  return parsed.data as ImportMapping;
}

export const handlers = [
  handle(contract.listBranchMembers, async ({ tx, params, query, today, authorize, may, noteRead }) => {
    const place = await placeOf(tx, params.branchId, today);
    authorize(place);
    const members = await selectSummaries(tx, params.branchId, query.on ?? today);
    noteRead(
      'members.list',
      members.map((m) => m.personId),
      params.branchId,
    );
    return {
      members,
      abilities: {
        import: may('members.import', place),
        change: may('members.change', place),
        readPerson: may('members.read-person', place),
      },
    };
  }),

  handle(contract.getPerson, async ({ tx, params, today, authorize, noteRead }) => {
    authorize(await placeOf(tx, params.branchId, today));
    const person = await fullPerson(tx, params.personId);
    // A record is read through a branch the person belongs to or belonged to, never through any other.
    if (!person.memberships.some((m) => m.branchId === params.branchId))
      throw new DomainError({ code: 'members.not-in-branch' });
    noteRead('members.read-person', [params.personId], params.branchId);
    return person;
  }),

  handle(contract.getOwnRecord, async ({ tx, actor }) => ({
    person: await fullPerson(tx, actor.personId),
    reads: (await selectReadsOf(tx, actor.personId)).map((r) => ({
      at: r.at.toISOString(),
      by: r.by ?? '',
      what: r.what,
      times: r.times,
    })),
  })),

  handle(contract.changeStatus, async ({ tx, params, body, today, authorize, record }) => {
    authorize(await placeOf(tx, params.branchId, today));
    const known = (await selectMemberships(tx, params.personId)).some((m) => m.branchId === params.branchId);
    const guest = await selectMembershipsOn(tx, params.personId, today);
    if (!known && !guest.length) throw new DomainError({ code: 'members.not-in-branch' });
    await changeStatus(tx, { ...params, ...body });
    await record({
      verb: 'members.change-status',
      unitId: params.branchId,
      subjectId: params.personId,
      details: { status: body.status, from: body.from },
    });
    return {};
  }),

  handlePrepared(
    contract.previewMemberImport,
    prepareList,
    async ({ tx, params, query, today, authorize, prepared }) => {
      authorize(await placeOf(tx, params.branchId, today));
      const mapping = mappingOf(query.mapping);
      return judgeMemberList(tx, {
        branchId: params.branchId,
        grid: prepared,
        ...(mapping ? { mapping } : {}),
        today,
      });
    },
    { fileBody: true, idempotentByBody: true, place: branchOf },
  ),

  handlePrepared(
    contract.applyMemberImport,
    prepareList,
    async ({ tx, params, query, body, actor, today, nowMs, authorize, prepared, record }) => {
      authorize(await placeOf(tx, params.branchId, today));
      const mapping = mappingOf(query.mapping);
      const counts = await applyMemberList(
        tx,
        {
          branchId: params.branchId,
          grid: prepared,
          ...(mapping ? { mapping } : {}),
          today,
          skipRefused: query.skipRefused === 'true',
          by: actor.personId,
          fileName: query.name,
          bytes: body as unknown as Uint8Array,
        },
        nowMs,
      );
      const { accepted, changed, same, refused, left } = counts;
      if ([accepted, changed, same, refused, left].join(',') !== query.expect)
        throw new DomainError({ code: 'members.import-outdated' });
      await record({ verb: 'members.import', unitId: params.branchId, details: counts });
      return counts;
    },
    { fileBody: true, place: branchOf },
  ),
];
