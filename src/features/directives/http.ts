import { loadUnit, placeInLife, placeOf, unitsUnder } from '#features/units/public.ts';
import type { Place } from '#kernel/actor.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { DomainError, unwrap } from '#kernel/result.ts';
import { tidyText, withoutMarks } from '#kernel/vietnamese.ts';
import { sqlState, type Tx } from '#platform/database/database.ts';
import { readFileBytes } from '#platform/files/files.ts';
import { FileAnswer, handle, handlePrepared, type Preparation } from '#platform/http/handle.ts';
import { addFile } from './actions/add-file.ts';
import { chooseRecipients } from './actions/choose-recipients.ts';
import { paperTree } from './actions/paper-tree.ts';
import { registerOf } from './actions/take-numbers.ts';
import { readFileText } from './actions/words-of-file.ts';
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
} from './db/directives.sql.ts';
import {
  holdPaper,
  isFileOfPaper,
  markFileRemoved,
  type PaperFileRow,
  selectPaperFiles,
  selectRemovedFiles,
  wasFileRemoved,
} from './db/paper-files.sql.ts';
import {
  areLinked,
  countLinkable,
  insertLinks,
  searchPapers,
  selectAbovePaper,
  selectInSay,
  selectLaterPapers,
  selectPaperInSight,
} from './db/papers.sql.ts';
import { countUnitsBelow, selectCounts, selectUnitsBelow } from './db/recipients.sql.ts';
import { type Reach, selectLastName, selectParts, selectRecipients } from './db/spread.sql.ts';
import { checkFile } from './domain/check-file.ts';
import { checkDays } from './domain/check-issue.ts';
import { checkLinks, type PaperLink } from './domain/paper-links.ts';
import { checkNotSecret } from './domain/secret-mark.ts';

const AT_ONCE = 50;
const MOST_RECIPIENTS = 1000;
/** A committee with more units than this below it chooses by rule, or among those directly below. */
const MOST_TO_TICK = 400;
/** Whoever sends a file waits so long for others to be read; then it is kept first and read afterwards. */
const PATIENCE_MS = 15_000;

const found = <T>(row: T | undefined): T => {
  if (row === undefined) throw new DomainError({ code: 'platform.not-found' });
  return row;
};

const shownFile = ({ directiveId: _, addedAt, ...file }: PaperFileRow) => ({
  ...file,
  addedAt: addedAt.toISOString(),
});

/** What belongs to each of these papers: its files, and what later papers did to it. */
async function withParts<Paper extends { id: Id }>(tx: Tx, papers: readonly Paper[]) {
  const ids = papers.map((paper) => paper.id);
  const files = await filesOf(tx, papers);
  const later = await laterOf(tx, ids);
  return papers.map((paper) => ({ ...paper, files: files(paper), laterPapers: later(paper.id) }));
}

async function laterOf(tx: Tx, ids: readonly Id[]) {
  const later = await selectLaterPapers(tx, ids);
  return (id: Id) => later.filter((one) => one.paperId === id).map(({ paperId: _, ...one }) => one);
}

async function filesOf(tx: Tx, papers: readonly { id: Id }[]) {
  const ids = papers.map((paper) => paper.id);
  const files = await selectPaperFiles(tx, ids);
  return (paper: { id: Id }) => files.filter((file) => file.directiveId === paper.id).map(shownFile);
}

const shown = <Row extends DirectiveRow>({ withdrawnAt: _, withdrawnBecause: __, ...row }: Row) => row;

const receivedAnswer = <Row extends ReceivedRow>({ receivedAt, receivedByName, ...row }: Row) => ({
  ...shown(row),
  receivedAt: receivedAt?.toISOString() ?? null,
  receivedByName,
});

/** One page and where the next begins; the list was read with one row more than is shown. */
const pageOf = <T extends { id: Id }>(list: T[]) => {
  const rows = list.slice(0, AT_ONCE);
  return { rows, next: list.length > AT_ONCE ? (rows.at(-1)?.id ?? null) : null };
};

const readerAt = (place: Place) => ({ unitId: place.unitId, depth: place.above.length });

/** The unit as it stands under the committee, or stood at its end. Errors: `platform.not-found`. */
async function unitUnder(tx: Tx, committeeId: Id, unitId: Id, today: CivilDate) {
  const place = await placeInLife(tx, unitId, today);
  if (!place.above.includes(committeeId)) throw new DomainError({ code: 'platform.not-found' });
  return { ...readerAt(place), name: found(await selectLastName(tx, unitId, today)) };
}

const sumOf = (parts: readonly Reach[]): Reach => {
  const sum = (figure: keyof Reach) => parts.reduce((all, part) => all + part[figure], 0);
  return {
    recipients: sum('recipients'),
    opened: sum('opened'),
    branches: sum('branches'),
    takenUp: sum('takenUp'),
    ended: sum('ended'),
  };
};

/** Errors: `directives.link-unseen`, `directives.link-of-another`, and those of `checkLinks`. */
async function mayLink(tx: Tx, place: Place, paperId: Id, links: readonly PaperLink[]): Promise<PaperLink[]> {
  const targets = [...new Set(links.map((link) => link.targetId))];
  const known = await countLinkable(tx, { ...readerAt(place), above: place.above }, targets);
  if (known < targets.filter((id) => id !== paperId).length)
    throw new DomainError({ code: 'directives.link-unseen', field: 'links' });
  const changed = links.flatMap((link) => (link.kind === 'carries-out' ? [] : [link.targetId]));
  const own = await selectInSay(tx, readerAt(place), changed);
  if (changed.some((id) => id !== paperId && !own.includes(id)))
    throw new DomainError({ code: 'directives.link-of-another', field: 'links' });
  const above = new Map<Id, Id[]>();
  for (const id of targets)
    above.set(
      id,
      (await selectAbovePaper(tx, readerAt(place), id)).map((paper) => paper.id),
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
  const text = await readFileText(name, bytes, PATIENCE_MS);
  unwrap(checkNotSecret({ opening: text?.opening ?? '' }));
  return { name, bytes, words: text?.words ?? null };
}

export const handlers = [
  handle(contract.listInbox, async ({ tx, params, query, today, authorize }) => {
    authorize(await placeOf(tx, params.unitId, today));
    const unit = await loadUnit(tx, params.unitId, today);
    const list = await selectForUnit(tx, params.unitId, query.before ?? null, AT_ONCE + 1);
    const { rows, next } = pageOf(list);
    return {
      unit: { id: unit.id, name: unit.name, kind: unit.kind },
      today,
      directives: (await withParts(tx, rows)).map(receivedAnswer),
      next,
    };
  }),

  handle(contract.getReceivedDirective, async ({ tx, params, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const directive = found(await selectOneForUnit(tx, params.unitId, params.directiveId));
    return {
      unit: { id: unit.id, name: unit.name, kind: unit.kind },
      today,
      directive: receivedAnswer((await withParts(tx, [directive]))[0]!),
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

  handle(contract.getPaperFile, async ({ tx, params, today, authorize }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    found(await selectPaperInSight(tx, readerAt(place), params.directiveId));
    const isThere = await isFileOfPaper(tx, params.directiveId, params.fileId);
    const file = found(isThere ? await readFileBytes(tx, params.fileId) : undefined);
    return new FileAnswer(file.bytes, file.mediaType, file.name);
  }),

  handle(contract.listIssuedDirectives, async ({ tx, params, query, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const list = await selectIssuedBy(tx, params.unitId, query.before ?? null, AT_ONCE + 1);
    const { rows, next } = pageOf(list);
    return {
      unit: { id: unit.id, name: unit.name },
      directives: (await withParts(tx, rows)).map((row) => ({
        ...shown(row),
        withdrawnBecause: row.withdrawnBecause,
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
    const later = await laterOf(
      tx,
      rows.map((paper) => paper.id),
    );
    return {
      unit: { id: unit.id, name: unit.name },
      papers: rows.map((paper) => ({ ...paper, laterPapers: later(paper.id) })),
      next,
      abilities: { issue: may('directives.issue', place) },
    };
  }),

  handle(contract.getPaperTree, async ({ tx, params, today, authorize }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const tree = found(await paperTree(tx, place, params.directiveId));
    return { ...tree, files: (await filesOf(tx, [tree.paper]))(tree.paper) };
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

  handle(contract.getIssuedDirective, async ({ tx, params, query, today, authorize, may }) => {
    const place = await placeOf(tx, params.unitId, today);
    authorize(place);
    const unit = await loadUnit(tx, params.unitId, today);
    const directive = found(await selectIssued(tx, params.unitId, params.directiveId));
    const under = query.underId ? await unitUnder(tx, params.unitId, query.underId, today) : null;
    const scope = { ...readerAt(place), directiveId: directive.id, under, today };
    const parts = await selectParts(tx, scope);
    const reach = sumOf(parts);
    const list = await selectRecipients(tx, scope, query.show, MOST_RECIPIENTS);
    const mayIssue = may('directives.issue', place) && directive.withdrawnAt === null;
    return {
      unit: { id: unit.id, name: unit.name },
      directive: {
        ...shown((await withParts(tx, [directive]))[0]!),
        withdrawnBecause: directive.withdrawnBecause,
      },
      under: under && { id: under.unitId, name: under.name },
      reach,
      parts: parts.flatMap(({ unitId, unitName, isBranch, ...figures }) =>
        unitId === null || unitName === null || isBranch ? [] : [{ unitId, unitName, ...figures }],
      ),
      shown:
        query.show === 'unopened'
          ? reach.recipients - reach.opened
          : query.show === 'not-taken-up'
            ? reach.branches - reach.takenUp - reach.ended
            : reach.recipients,
      recipients: list.map((one) => ({ ...one, receivedAt: one.receivedAt?.toISOString() ?? null })),
      removedFiles: (await selectRemovedFiles(tx, directive.id)).map((file) => ({
        ...file,
        removedAt: file.removedAt.toISOString(),
      })),
      abilities: { issue: mayIssue, removeFiles: mayIssue && directive.opened === 0 },
    };
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
    async ({ tx, params, query, today, nowMs, actor, authorize, record, prepared }) => {
      authorize(await placeOf(tx, params.unitId, today));
      const { name, bytes, words } = prepared;
      await holdPaper(tx, params.directiveId);
      const paper = found(await selectIssued(tx, params.unitId, params.directiveId));
      if (paper.withdrawnAt !== null) throw new DomainError({ code: 'directives.withdrawn' });
      const file = await addFile(
        tx,
        paper,
        { name, bytes, words, part: query.part ?? null, addedBy: actor.personId },
        nowMs,
      );
      await record({
        verb: 'directives.attach-file',
        unitId: params.unitId,
        subjectId: params.directiveId,
        details: { size: file.size, part: file.part, file: file.id },
      });
      return { fileId: file.id, part: file.part };
    },
    { fileBody: true, place: (tx, params, today) => placeOf(tx, params.unitId, today) },
  ),

  handle(
    contract.removeDirectiveFile,
    async ({ tx, params, body, today, nowMs, actor, authorize, record }) => {
      authorize(await placeOf(tx, params.unitId, today));
      const paper = found(await selectIssued(tx, params.unitId, params.directiveId));
      if (paper.withdrawnAt !== null) throw new DomainError({ code: 'directives.withdrawn' });
      const wasRemoved = found(await wasFileRemoved(tx, paper.id, params.fileId));
      if (wasRemoved) throw new DomainError({ code: 'directives.file-removed' });
      const removed = await markFileRemoved(
        tx,
        { id: params.fileId, directiveId: paper.id, by: actor.personId, because: tidyText(body.reason) },
        new Date(nowMs),
      );
      if (!removed) throw new DomainError({ code: 'directives.file-was-read' });
      await record({
        verb: 'directives.remove-file',
        unitId: params.unitId,
        subjectId: params.directiveId,
        details: { file: params.fileId },
      });
      return {};
    },
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
