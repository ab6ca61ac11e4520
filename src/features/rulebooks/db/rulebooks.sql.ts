import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { dateRange, json, maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { RuleOverride } from '../domain/resolved-rules.ts';
import type {
  AnyRulebookVersion,
  FollowingRulebookVersion,
  GradingRulebookVersion,
  MemberRulebookVersion,
  PlaceRulebookVersion,
  RulebookVersion,
  Subject,
  UnitRulebookVersion,
  VotingRulebookVersion,
} from '../domain/rulebook.ts';

const versionColumns = sql`
  code, subject, title, source, coalesce(note, 'null') as note, rules,
  lower(valid)::text as "validFrom", upper(valid)::text as "validTo"`;

type VersionRow = Omit<AnyRulebookVersion, 'note'> & { note: AnyRulebookVersion['note'] | null };
const versionOf = ({ note, ...row }: VersionRow): AnyRulebookVersion =>
  (note ? { ...row, note } : row) as AnyRulebookVersion;

/** Every rulebook of every subject, oldest first. */
export const selectVersions = async (tx: Tx): Promise<AnyRulebookVersion[]> =>
  (
    await rows(
      tx,
      sql<VersionRow>`select ${versionColumns} from rulebooks.version order by lower(valid), code`,
    )
  ).map(versionOf);

/** The rulebooks of meetings in force on a day: one, or none before the first. */
export const selectVersionsOn = async (tx: Tx, day: CivilDate): Promise<RulebookVersion[]> =>
  (
    await rows(
      tx,
      sql<VersionRow>`select ${versionColumns} from rulebooks.version
                       where subject = 'meetings' and valid @> ${day}::text::date`,
    )
  ).map(versionOf) as RulebookVersion[];

const selectVersionOrOldest = async (tx: Tx, subject: Exclude<Subject, 'meetings'>, day: CivilDate) =>
  (
    await rows(
      tx,
      sql<VersionRow>`/* hot */ select ${versionColumns} from rulebooks.version
                       where subject = ${subject}
                       order by valid @> ${day}::text::date desc, lower(valid) limit 1`,
    )
  ).map(versionOf);

/** The rulebook about members in force on a day, or the oldest one before its time. */
export const selectMemberVersionsOn = async (tx: Tx, day: CivilDate): Promise<MemberRulebookVersion[]> =>
  (await selectVersionOrOldest(tx, 'members', day)) as MemberRulebookVersion[];

/** The rulebook about the make-up of units in force on a day, or the oldest one before its time. */
export const selectUnitVersionsOn = async (tx: Tx, day: CivilDate): Promise<UnitRulebookVersion[]> =>
  (await selectVersionOrOldest(tx, 'units', day)) as UnitRulebookVersion[];

/** The rulebook of following up in force on a day, or the oldest one before its time. */
export const selectFollowingVersionsOn = async (
  tx: Tx,
  day: CivilDate,
): Promise<FollowingRulebookVersion[]> =>
  (await selectVersionOrOldest(tx, 'following', day)) as FollowingRulebookVersion[];

/** The standards of administrative units in force on a day, or the oldest ones before their time. */
export const selectPlaceVersionsOn = async (tx: Tx, day: CivilDate): Promise<PlaceRulebookVersion[]> =>
  (await selectVersionOrOldest(tx, 'places', day)) as PlaceRulebookVersion[];

/** The rulebook of grading in force on a day, or the oldest one before its time. */
export const selectGradingVersionsOn = async (tx: Tx, day: CivilDate): Promise<GradingRulebookVersion[]> =>
  (await selectVersionOrOldest(tx, 'grading', day)) as GradingRulebookVersion[];

/** The rulebook of voting in force on a day, or the oldest one before its time. */
export const selectVotingVersionsOn = async (tx: Tx, day: CivilDate): Promise<VotingRulebookVersion[]> =>
  (await selectVersionOrOldest(tx, 'voting', day)) as VotingRulebookVersion[];

const overrideColumns = sql`
  id, unit_id as "unitId", rule_key as key, value, document, document_on::text as "documentOn", article,
  jsonb_build_object('from', lower(valid)::text, 'to', upper(valid)::text) as period`;

/** What these units set for a day. */
export const selectOverridesOn = (tx: Tx, unitIds: readonly Id[], day: CivilDate) =>
  rows(
    tx,
    sql<RuleOverride>`/* hot */ select ${overrideColumns} from rulebooks.override
                       where unit_id = any(${uuids(unitIds)}) and valid @> ${day}::text::date`,
  );

/** Everything a unit ever set, newest first. */
export const selectOverridesOf = (tx: Tx, unitId: Id) =>
  rows(
    tx,
    sql<RuleOverride>`select ${overrideColumns} from rulebooks.override where unit_id = ${unitId}
                       order by lower(valid) desc, id`,
  );

export const selectOverride = (tx: Tx, unitId: Id, overrideId: Id) =>
  maybeOne(
    tx,
    sql<RuleOverride>`select ${overrideColumns} from rulebooks.override
                       where unit_id = ${unitId} and id = ${overrideId} for update`,
  );

/** The unit's own value of a rule on a day. */
export const selectOwnOn = (tx: Tx, unitId: Id, key: string, day: CivilDate) =>
  maybeOne(
    tx,
    sql<RuleOverride>`select ${overrideColumns} from rulebooks.override
                       where unit_id = ${unitId} and rule_key = ${key} and valid @> ${day}::text::date for update`,
  );

export const insertOverride = (tx: Tx, override: RuleOverride & { setBy: Id; nowMs: number }) =>
  run(
    tx,
    sql`insert into rulebooks.override
          (id, unit_id, rule_key, valid, value, document, document_on, article, set_by, set_at)
        values (${override.id}, ${override.unitId}, ${override.key},
                ${dateRange(override.period.from, override.period.to)}, ${json(override.value)},
                ${override.document}, ${override.documentOn}::text::date, ${override.article},
                ${override.setBy}, ${new Date(override.nowMs)})`,
  );

export const closeOverride = (tx: Tx, overrideId: Id, on: CivilDate) =>
  run(
    tx,
    sql`update rulebooks.override set valid = daterange(lower(valid), ${on}::text::date)
         where id = ${overrideId}`,
  );

/** For a value that has never been in force, or that is replaced from its very first day. */
export const removeOverride = (tx: Tx, overrideId: Id) =>
  run(tx, sql`delete from rulebooks.override where id = ${overrideId}`);

export const selectSetBy = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql`select rule_key as key, document, lower(valid)::text as "from", set_at::text as "setAt"
          from rulebooks.override where set_by = ${personId} order by set_at`,
  );
