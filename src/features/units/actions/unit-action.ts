import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import type { Result } from '#kernel/result.ts';
import type { Tx } from '#platform/database/database.ts';
import type { World } from '#platform/feature.ts';
import type { ChangeRow } from '../db/changes.sql.ts';
import type { PlannedChange, UnitRefusal } from '../domain/unit-change.ts';
import type { UnitRecord } from '../domain/unit-record.ts';

/** What every change of the structure is given. */
export type ChangeContext = {
  tx: Tx;
  world: World;
  today: CivilDate;
  nowMs: number;
  /** Who records it; null for the command line. */
  by: Id | null;
  language: 'vi' | 'en';
};

/** One kind of change: judged on the tree as it is, written, and taken back as long as its day has not come. */
export type UnitAction<Wanted, Value> = {
  plan: (
    context: ChangeContext,
    unit: UnitRecord,
    wanted: Wanted,
  ) => Promise<Result<PlannedChange<Value>, UnitRefusal>>;
  write: (
    context: ChangeContext,
    unit: UnitRecord,
    plan: PlannedChange<Value>,
    wanted: Wanted,
  ) => Promise<void>;
  undo: (context: ChangeContext, unit: UnitRecord, change: ChangeRow) => Promise<Result<null, UnitRefusal>>;
};
