import { isBranchKind } from '#features/units/contract.ts';
import { loadUnit, placeOf, unitsBelow } from '#features/units/public.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { tidyText } from '#kernel/vietnamese.ts';
import { sqlState, type Tx } from '#platform/database/database.ts';
import { readFileBytes, storeFile } from '#platform/files/files.ts';
import { FileAnswer, handle } from '#platform/http/handle.ts';
import * as contract from './contract.ts';
import {
  type DirectiveRow,
  insertDirective,
  markDirectiveWithdrawn,
  markOpened,
  type ReceivedRow,
  selectForBranch,
  selectIssued,
  selectIssuedBy,
  selectOneForBranch,
  selectRecipients,
  setFile,
} from './db/directives.sql.ts';
import { checkFile } from './domain/check-file.ts';
import { recipientsOf } from './domain/check-issue.ts';
import { checkNotSecret } from './domain/secret-mark.ts';

const AT_ONCE = 50;

const found = <T>(row: T | undefined): T => {
  if (!row) throw new DomainError({ code: 'platform.not-found' });
  return row;
};

const shown = ({ fileId: _, withdrawnAt: __, withdrawnBecause: ___, ...row }: DirectiveRow) => row;

const receivedAnswer = ({ receivedAt, receivedByName, ...row }: ReceivedRow) => ({
  ...shown(row),
  receivedAt: receivedAt?.toISOString() ?? null,
  receivedByName,
});

/** One page and where the next begins; the list was read with one row more than is shown. */
const pageOf = <T extends { id: Id }>(list: T[]) => {
  const rows = list.slice(0, AT_ONCE);
  return { rows, next: list.length > AT_ONCE ? (rows.at(-1)?.id ?? null) : null };
};

async function fileAnswer(tx: Tx, directive: DirectiveRow): Promise<FileAnswer> {
  const file = found(directive.fileId ? await readFileBytes(tx, directive.fileId) : undefined);
  return new FileAnswer(file.bytes, file.mediaType, file.name);
}

const branchesUnder = async (tx: Tx, unitId: Id, day: string) =>
  (await unitsBelow(tx, unitId, day)).filter((unit) => isBranchKind(unit.kind));

export const handlers = [
  handle(contract.listBranchDirectives, async ({ tx, params, query, today, authorize }) => {
    authorize(await placeOf(tx, params.branchId, today));
    const branch = await loadUnit(tx, params.branchId, today);
    const list = await selectForBranch(tx, params.branchId, query.before ?? null, AT_ONCE + 1);
    const { rows, next } = pageOf(list);
    return {
      branch: { id: branch.id, name: branch.name },
      today,
      directives: rows.map(receivedAnswer),
      next,
    };
  }),

  handle(contract.getBranchDirective, async ({ tx, params, today, authorize, may }) => {
    const place = await placeOf(tx, params.branchId, today);
    authorize(place);
    const branch = await loadUnit(tx, params.branchId, today);
    const directive = found(await selectOneForBranch(tx, params.branchId, params.directiveId));
    return {
      branch: { id: branch.id, name: branch.name },
      today,
      directive: receivedAnswer(directive),
      abilities: { receive: may('directives.receive', place) },
    };
  }),

  handle(contract.receiveDirective, async ({ tx, params, today, nowMs, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.branchId, today));
    const directive = found(await selectOneForBranch(tx, params.branchId, params.directiveId));
    if (directive.receivedAt !== null) return {};
    await markOpened(tx, params.branchId, params.directiveId, actor.personId, new Date(nowMs));
    await record({
      verb: 'directives.receive',
      unitId: params.branchId,
      subjectId: params.directiveId,
    });
    return {};
  }),

  handle(contract.getBranchDirectiveFile, async ({ tx, params, today, authorize }) => {
    authorize(await placeOf(tx, params.branchId, today));
    return fileAnswer(tx, found(await selectOneForBranch(tx, params.branchId, params.directiveId)));
  }),

  handle(contract.listIssuedDirectives, async ({ tx, params, query, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const list = await selectIssuedBy(tx, params.unitId, query.before ?? null, AT_ONCE + 1);
    const { rows, next } = pageOf(list);
    return {
      unit: { id: unit.id, name: unit.name },
      directives: rows.map(({ recipients, opened, ...row }) => ({
        ...shown(row),
        withdrawnBecause: row.withdrawnBecause,
        recipients,
        opened,
      })),
      next,
      abilities: { issue: may('directives.issue', place) },
    };
  }),

  handle(contract.listPossibleRecipients, async ({ tx, params, today, authorize }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const unit = await loadUnit(tx, params.unitId, today);
    return {
      unit: { id: unit.id, name: unit.name },
      today,
      branches: (await branchesUnder(tx, params.unitId, today)).map(({ id, name }) => ({ id, name })),
    };
  }),

  handle(contract.getIssuedDirective, async ({ tx, params, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const directive = found(await selectIssued(tx, params.unitId, params.directiveId));
    const recipients = await selectRecipients(tx, params.directiveId);
    return {
      unit: { id: unit.id, name: unit.name },
      directive: {
        ...shown(directive),
        withdrawnBecause: directive.withdrawnBecause,
        recipients: recipients.length,
        opened: recipients.filter((one) => one.receivedAt !== null).length,
      },
      recipients: recipients.map((one) => ({ ...one, receivedAt: one.receivedAt?.toISOString() ?? null })),
      abilities: { issue: may('directives.issue', place) && directive.withdrawnAt === null },
    };
  }),

  handle(contract.getIssuedDirectiveFile, async ({ tx, params, today, authorize }) => {
    authorize(await placeOf(tx, params.unitId, today));
    return fileAnswer(tx, found(await selectIssued(tx, params.unitId, params.directiveId)));
  }),

  handle(contract.issueDirective, async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const symbol = tidyText(body.symbol);
    const title = tidyText(body.title);
    const summary = body.summary?.normalize('NFC') || null;
    unwrap(checkNotSecret({ symbol, title, summary, isSecret: body.isSecret }));
    const below = await branchesUnder(tx, params.unitId, today);
    const dueOn = body.dueOn ?? null;
    const branchIds = unwrap(
      recipientsOf(
        { issuedOn: body.issuedOn, dueOn },
        body.branchIds,
        below.map((unit) => unit.id),
        today,
      ),
    );
    const id = newId(nowMs);
    try {
      await insertDirective(
        tx,
        {
          id,
          unitId: params.unitId,
          kind: body.kind,
          symbol,
          issuedOn: body.issuedOn,
          title,
          summary,
          needs: body.needs,
          dueOn,
          issuedBy: actor.personId,
          sentOn: today,
        },
        branchIds,
        new Date(nowMs),
      );
    } catch (error) {
      if (sqlState(error) === '23505')
        throw new DomainError({ code: 'directives.already-issued', field: 'symbol', facts: { symbol } });
      throw error;
    }
    await record({
      verb: 'directives.issue',
      unitId: params.unitId,
      subjectId: id,
      details: { symbol, recipients: branchIds.length },
    });
    return { id, recipients: branchIds.length };
  }),

  handle(
    contract.attachDirectiveFile,
    async ({ tx, params, query, today, nowMs, actor, authorize, record, raw }) => {
      authorize(await placeOf(tx, params.unitId, today));
      const bytes = raw.request.body;
      if (!Buffer.isBuffer(bytes)) throw new DomainError({ code: 'platform.wrong-media-type' });
      const name = tidyText(query.name).replace(/[\\/]/g, '-');
      unwrap(checkNotSecret({ fileName: name }));
      unwrap(checkFile(name, bytes));
      found(await selectIssued(tx, params.unitId, params.directiveId));
      const file = await storeFile(
        tx,
        { unitId: params.unitId, name, bytes, addedBy: actor.personId },
        nowMs,
      );
      if (!(await setFile(tx, params.unitId, params.directiveId, file.id)))
        throw new DomainError({ code: 'directives.has-file', field: 'name' });
      await record({
        verb: 'directives.attach-file',
        unitId: params.unitId,
        subjectId: params.directiveId,
        details: { size: file.size },
      });
      return { fileId: file.id };
    },
    { fileBody: true },
  ),

  handle(contract.withdrawDirective, async ({ tx, params, body, today, nowMs, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    found(await selectIssued(tx, params.unitId, params.directiveId));
    if (
      !(await markDirectiveWithdrawn(
        tx,
        params.unitId,
        params.directiveId,
        tidyText(body.reason),
        new Date(nowMs),
      ))
    )
      throw new DomainError({ code: 'directives.withdrawn' });
    await record({ verb: 'directives.withdraw', unitId: params.unitId, subjectId: params.directiveId });
    return {};
  }),
];
