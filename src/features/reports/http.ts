import { closeMonth, hasClosedMonth, isMonthClosed, reopenMonth } from '#features/meetings/public.ts';
import { isBranchKind } from '#features/units/contract.ts';
import { endedSince, loadUnit, placeInLife, unitsBelow } from '#features/units/public.ts';
import { formatYearMonth, monthOf } from '#kernel/civil-date.ts';
import { DomainError } from '#kernel/result.ts';
import { handle, type Request } from '#platform/http/handle.ts';
import { publicAddress } from '#platform/http/public-address.ts';
import { dashboardFile } from './actions/dashboard-file.ts';
import { loadDashboard } from './actions/load-dashboard.ts';
import { loadMonth } from './actions/load-month.ts';
import { loadMoves } from './actions/load-moves.ts';
import { loadTrend } from './actions/load-trend.ts';
import { monthFile } from './actions/month-file.ts';
import { urgeBranches } from './actions/urge-branches.ts';
import * as contract from './contract.ts';
import { selectMapped } from './db/boundaries.sql.ts';
import { selectUrged } from './db/urgings.sql.ts';
import type { MonthRow } from './domain/month-table.ts';
import { firstUrgedMonth, openOf } from './domain/urging.ts';

/** What the committee did about each branch, and whether it may urge it now. */
async function followed(
  { tx, today }: Pick<Request, 'tx' | 'today'>,
  { unitId, month }: { unitId: string; month: string },
  rows: readonly MonthRow[],
  mayUrge: boolean,
) {
  const urged = new Map(
    (await selectUrged(tx, unitId, month)).map(({ branchId, ...one }) => [branchId, one]),
  );
  const below = new Set(mayUrge ? (await unitsBelow(tx, unitId, today)).map((unit) => unit.id) : []);
  return rows.map((row) => ({
    ...row,
    urged: urged.get(row.branchId) ?? null,
    mayUrge: below.has(row.branchId) && openOf(row).length > 0 && urged.get(row.branchId)?.lastOn !== today,
  }));
}

/** A branch closes meetings; months are closed by those above it. */
async function mustBeCommittee({ tx, today }: Pick<Request, 'tx' | 'today'>, unitId: string): Promise<void> {
  const unit = await loadUnit(tx, unitId, today);
  if (isBranchKind(unit.kind)) throw new DomainError({ code: 'reports.not-a-committee', field: 'unitId' });
}

export const handlers = [
  handle(contract.getMonth, async (request) => {
    const { tx, params, today, authorize, may } = request;
    const place = await placeInLife(tx, params.unitId, today);
    authorize(place);
    const { unit, treeOn, norms, rows, totals } = await loadMonth(tx, params.unitId, params.month, today);
    const isClosed = await isMonthClosed(tx, params.unitId, params.month, today);
    // A committee that is no more is looked at.
    const isCommittee = !isBranchKind(unit.kind) && (await endedSince(tx, params.unitId, today)) === null;
    const urge =
      may('reports.urge', place) && isCommittee && !isClosed && params.month >= firstUrgedMonth(today);
    return {
      unit: { id: unit.id, name: unit.name },
      month: params.month,
      today,
      treeOn,
      isClosed,
      isClosedHere: await hasClosedMonth(tx, params.unitId, params.month),
      attendanceTarget: norms.attendanceTarget,
      rows: await followed(request, params, rows, urge),
      totals,
      mailsUrgings: request.world.config.mail !== undefined,
      abilities: {
        urge,
        closeMonth: may('reports.close-month', place) && isCommittee && params.month <= monthOf(today),
      },
    };
  }),

  handle(contract.getMonthFile, async ({ tx, params, query, today, language, authorize }) => {
    authorize(await placeInLife(tx, params.unitId, today));
    const table = await loadMonth(tx, params.unitId, params.month, today);
    const urged = await selectUrged(tx, params.unitId, params.month);
    return monthFile({ ...table, urged }, params.month, params.format, query.language ?? language);
  }),

  handle(contract.closeMonth, async (request) => {
    const { tx, params, today, nowMs, actor, authorize, record } = request;
    authorize(await placeInLife(tx, params.unitId, today));
    await mustBeCommittee(request, params.unitId);
    if (params.month > monthOf(today))
      throw new DomainError({
        code: 'reports.month-ahead',
        field: 'month',
        facts: { month: formatYearMonth(params.month) },
      });
    await closeMonth(tx, params.unitId, params.month, actor.personId, nowMs);
    await record({
      verb: 'reports.close-month',
      unitId: params.unitId,
      details: { month: params.month },
    });
    return {};
  }),

  handle(contract.reopenMonth, async (request) => {
    const { tx, params, body, today, authorize, record } = request;
    authorize(await placeInLife(tx, params.unitId, today));
    await mustBeCommittee(request, params.unitId);
    if (!(await reopenMonth(tx, params.unitId, params.month)))
      throw new DomainError({
        code: 'reports.not-closed-here',
        field: 'month',
        facts: { month: formatYearMonth(params.month) },
      });
    await record({
      verb: 'reports.reopen-month',
      unitId: params.unitId,
      details: { month: params.month, reason: body.reason },
    });
    return {};
  }),

  handle(contract.urgeBranches, async (request) => {
    const { tx, params, body, today, nowMs, actor, authorize, record } = request;
    authorize(await placeInLife(tx, params.unitId, today));
    const unit = await loadUnit(tx, params.unitId, today);
    if (isBranchKind(unit.kind))
      throw new DomainError({ code: 'reports.urging-from-above', field: 'unitId' });
    const { urged, passedOver, mails } = await urgeBranches(
      tx,
      {
        ...params,
        branchIds: body.branchIds,
        text: body.text?.normalize('NFC') ?? null,
        by: actor.personId,
        link: request.world.config.mail ? `${publicAddress(request)}/` : null,
      },
      today,
      nowMs,
    );
    await record({
      verb: 'reports.urge',
      unitId: params.unitId,
      details: { month: params.month, branchIds: urged },
    });
    return { urged: urged.length, passedOver, mails };
  }),

  handle(contract.getDashboard, async ({ tx, params, query, today, authorize, may }) => {
    authorize(await placeInLife(tx, params.unitId, today));
    const view = await loadDashboard(tx, { ...params, ...query, sector: query.sector ?? null, today });
    return {
      unit: { id: view.unit.id, name: view.unit.name, kind: view.unit.kind },
      // Only those whose figures this person may open.
      above: view.above.flatMap(({ id, name }, at) =>
        may('reports.read', { unitId: id, above: view.above.slice(at + 1).map((one) => one.id) })
          ? [{ id, name }]
          : [],
      ),
      period: params.period,
      clock: query.clock,
      today,
      months: view.months,
      treeOn: view.treeOn,
      branches: view.branches,
      children: view.children,
      totals: view.totals,
      peers: view.peers,
      norms: {
        attendanceTarget: view.norms.attendanceTarget,
        thematicPerQuarter: view.norms.thematicPerQuarter,
      },
    };
  }),

  handle(contract.getDashboardFile, async ({ tx, params, query, today, language, authorize }) => {
    authorize(await placeInLife(tx, params.unitId, today));
    const view = await loadDashboard(tx, { ...params, ...query, sector: query.sector ?? null, today });
    return dashboardFile(view, {
      format: params.format,
      clock: query.clock,
      language: query.language ?? language,
      today,
    });
  }),

  handle(contract.getTrend, async ({ tx, params, query, today, authorize }) => {
    authorize(await placeInLife(tx, params.unitId, today));
    const { unit, ...trend } = await loadTrend(tx, {
      ...params,
      ...query,
      sector: query.sector ?? null,
      today,
    });
    return { unit: { id: unit.id, name: unit.name }, clock: query.clock, ...trend };
  }),

  handle(contract.getMoves, async ({ tx, params, today, authorize }) => {
    authorize(await placeInLife(tx, params.unitId, today));
    const { unit, ...moves } = await loadMoves(tx, params.unitId, params.period, today);
    return { unit: { id: unit.id, name: unit.name }, ...moves };
  }),

  handle(contract.getMap, async ({ tx, params, today, authorize }) => {
    authorize(await placeInLife(tx, params.unitId, today));
    return { units: await selectMapped(tx, params.unitId, params.day) };
  }),
];
