import { loadUnit, placeOf, unitsUnder } from '#features/units/public.ts';
import type { Place } from '#kernel/actor.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';
import { sqlState, type Tx } from '#platform/database/database.ts';
import { readFileBytes, storeFile } from '#platform/files/files.ts';
import { FileAnswer, handle, handlePrepared, type Preparation } from '#platform/http/handle.ts';
import { chooseRecipients } from './actions/choose-recipients.ts';
import { paperTree } from './actions/paper-tree.ts';
import { registerOf } from './actions/take-numbers.ts';
import { wordsOfFile } from './actions/words-of-file.ts';
import * as contract from './contract.ts';
import {
  type DirectiveRow,
  insertDirective,
  markDirectiveWithdrawn,
  markOpened,
  type ReceivedRow,
  selectForUnit,
  selectIssued,
  selectIssuedBy,
  selectOneForUnit,
  selectRecipients,
  setFile,
} from './db/directives.sql.ts';
import { areLinked, countLinkable, insertLinks, searchPapers, selectAbovePaper } from './db/papers.sql.ts';
import { countUnitsBelow, selectCounts, selectUnitsBelow } from './db/recipients.sql.ts';
import { checkFile } from './domain/check-file.ts';
import { checkDays } from './domain/check-issue.ts';
import { checkLinks, type PaperLink } from './domain/paper-links.ts';
import { checkNotSecret } from './domain/secret-mark.ts';

const AT_ONCE = 50;
const MOST_RECIPIENTS = 1000;
/** A committee with more units than this below it chooses by rule, or among those directly below. */
const MOST_TO_TICK = 400;

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

const readerAt = (place: Place) => ({ unitId: place.unitId, depth: place.above.length });

/** Errors: `directives.link-unseen`, and those of `checkLinks`. */
async function mayLink(tx: Tx, place: Place, paperId: Id, links: readonly PaperLink[]): Promise<PaperLink[]> {
  const targets = [...new Set(links.map((link) => link.targetId))];
  const known = await countLinkable(tx, { ...readerAt(place), above: place.above }, targets);
  if (known < targets.filter((id) => id !== paperId).length)
    throw new DomainError({ code: 'directives.link-unseen', field: 'links' });
  const above = new Map<Id, Id[]>();
  for (const id of targets)
    above.set(
      id,
      (await selectAbovePaper(tx, id)).map((paper) => paper.id),
    );
  return unwrap(checkLinks(paperId, links, (id) => above.get(id) ?? []));
}

/** The file of a paper, checked, with its words: reading them is slow work before the transaction. */
async function readPaper({ query, request }: Preparation) {
  const bytes = request.body;
  if (!Buffer.isBuffer(bytes)) throw new DomainError({ code: 'platform.wrong-media-type' });
  const name = tidyText(query.name).replace(/[\\/]/g, '-');
  unwrap(checkNotSecret({ fileName: name }));
  unwrap(checkFile(name, bytes));
  return { name, bytes, words: await wordsOfFile(name, bytes) };
}

export const handlers = [
  handle(contract.listInbox, async ({ tx, params, query, today, authorize }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const unit = await loadUnit(tx, params.unitId, today);
    const list = await selectForUnit(tx, params.unitId, query.before ?? null, AT_ONCE + 1);
    const { rows, next } = pageOf(list);
    return {
      unit: { id: unit.id, name: unit.name },
      today,
      directives: rows.map(receivedAnswer),
      next,
    };
  }),

  handle(contract.getReceivedDirective, async ({ tx, params, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const directive = found(await selectOneForUnit(tx, params.unitId, params.directiveId));
    return {
      unit: { id: unit.id, name: unit.name },
      today,
      directive: receivedAnswer(directive),
      abilities: { receive: may('directives.receive', place) },
    };
  }),

  handle(contract.receiveDirective, async ({ tx, params, today, nowMs, actor, authorize, record }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const directive = found(await selectOneForUnit(tx, params.unitId, params.directiveId));
    if (directive.receivedAt !== null) return {};
    await markOpened(tx, params.unitId, params.directiveId, actor.personId, new Date(nowMs));
    await record({
      verb: 'directives.receive',
      unitId: params.unitId,
      subjectId: params.directiveId,
    });
    return {};
  }),

  handle(contract.getReceivedFile, async ({ tx, params, today, authorize }) => {
    authorize(await placeOf(tx, params.unitId, today));
    return fileAnswer(tx, found(await selectOneForUnit(tx, params.unitId, params.directiveId)));
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
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const reader = readerAt(place);
    const { units: count, branches } = await countUnitsBelow(tx, reader, today);
    const isWhole = count <= MOST_TO_TICK;
    const units = isWhole
      ? await selectUnitsBelow(tx, reader, today)
      : await unitsUnder(tx, params.unitId, today);
    return {
      unit: { id: unit.id, name: unit.name },
      today,
      units: units.map(({ id, name, kind }) => ({ id, name, kind })),
      isWhole,
      branches,
    };
  }),

  handle(
    contract.previewRecipients,
    async ({ tx, params, body, today, authorize }) => {
      authorize(await placeOf(tx, params.unitId, today));
      const chosen = await chooseRecipients(tx, params.unitId, body.to, today);
      return { count: chosen.length, parts: await selectCounts(tx, chosen, today) };
    },
    // Nothing is changed by asking.
    { idempotentByBody: true },
  ),

  handle(contract.searchPapers, async ({ tx, params, query, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const list = await searchPapers(tx, readerAt(place), {
      words: withoutMarks(tidyText(query.words)).split(/\s+/).filter(Boolean).slice(0, 12),
      kind: query.kind ?? null,
      before: query.before ?? null,
      most: AT_ONCE + 1,
    });
    const { rows, next } = pageOf(list);
    return {
      unit: { id: unit.id, name: unit.name },
      papers: rows,
      next,
      abilities: { issue: may('directives.issue', place) },
    };
  }),

  handle(contract.getPaperTree, async ({ tx, params, today, authorize }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    return found(await paperTree(tx, place, params.directiveId));
  }),

  handle(contract.getNextNumber, async ({ tx, params, query, today, authorize }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const { symbolAt, term } = await registerOf(tx, params.unitId, query.kind, today);
    return { symbol: symbolAt(0), term };
  }),

  handle(contract.linkPaper, async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const own = found(await selectIssued(tx, params.unitId, params.directiveId));
    if (own.withdrawnAt !== null) throw new DomainError({ code: 'directives.withdrawn' });
    const links = await mayLink(tx, place, own.id, [body]);
    if (await areLinked(tx, own.id, body.targetId))
      throw new DomainError({ code: 'directives.link-twice', field: 'links' });
    await insertLinks(tx, own.id, links, actor.personId, new Date(nowMs));
    await record({
      verb: 'directives.link',
      unitId: params.unitId,
      subjectId: own.id,
      details: { kind: body.kind, target: body.targetId },
    });
    return {};
  }),

  handle(contract.getIssuedDirective, async ({ tx, params, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const { recipients, opened, ...directive } = found(
      await selectIssued(tx, params.unitId, params.directiveId),
    );
    const list = await selectRecipients(tx, params.directiveId, MOST_RECIPIENTS);
    return {
      unit: { id: unit.id, name: unit.name },
      directive: {
        ...shown(directive),
        withdrawnBecause: directive.withdrawnBecause,
        recipients,
        opened,
      },
      recipients: list.map((one) => ({ ...one, receivedAt: one.receivedAt?.toISOString() ?? null })),
      abilities: { issue: may('directives.issue', place) && directive.withdrawnAt === null },
    };
  }),

  handle(contract.getIssuedDirectiveFile, async ({ tx, params, today, authorize }) => {
    authorize(await placeOf(tx, params.unitId, today));
    return fileAnswer(tx, found(await selectIssued(tx, params.unitId, params.directiveId)));
  }),

  handle(contract.issueDirective, async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const symbol = tidyText(body.symbol);
    const title = tidyText(body.title);
    const summary = body.summary?.normalize('NFC') || null;
    unwrap(checkNotSecret({ symbol, title, summary, isSecret: body.isSecret }));
    const dueOn = body.dueOn ?? null;
    unwrap(checkDays({ issuedOn: body.issuedOn, dueOn }, today));
    const unitIds = await chooseRecipients(tx, params.unitId, body.to, today);
    const id = newId(nowMs);
    const links = await mayLink(tx, place, id, body.links ?? []);
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
        unitIds,
        new Date(nowMs),
      );
      if (links.length) await insertLinks(tx, id, links, actor.personId, new Date(nowMs));
    } catch (error) {
      if (sqlState(error) === '23505')
        throw new DomainError({ code: 'directives.already-issued', field: 'symbol', facts: { symbol } });
      throw error;
    }
    await record({
      verb: 'directives.issue',
      unitId: params.unitId,
      subjectId: id,
      details: { symbol, recipients: unitIds.length },
    });
    return { id, recipients: unitIds.length };
  }),

  handlePrepared(
    contract.attachDirectiveFile,
    readPaper,
    async ({ tx, params, today, nowMs, actor, authorize, record, prepared }) => {
      authorize(await placeOf(tx, params.unitId, today));
      const { name, bytes, words } = prepared;
      found(await selectIssued(tx, params.unitId, params.directiveId));
      const file = await storeFile(
        tx,
        { unitId: params.unitId, name, bytes, addedBy: actor.personId },
        nowMs,
      );
      if (!(await setFile(tx, params.unitId, params.directiveId, file.id, words)))
        throw new DomainError({ code: 'directives.has-file', field: 'name' });
      await record({
        verb: 'directives.attach-file',
        unitId: params.unitId,
        subjectId: params.directiveId,
        details: { size: file.size },
      });
      return { fileId: file.id };
    },
    { fileBody: true, place: (tx, params, today) => placeOf(tx, params.unitId, today) },
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
