import type { UnitKind } from '#features/units/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { FieldType } from '../domain/price.ts';
import type { AnswerValue, RequestState } from '../domain/request.ts';

export type RequestRow = {
  id: Id;
  unitId: Id;
  unitName: string;
  title: string;
  purpose: string;
  dueOn: CivilDate;
  state: RequestState;
  recipientsRule: unknown;
  minutesPerUnit: number;
  personHours: number;
  limitHours: number;
  askedBy: Id;
  askedByName: string;
  askedOn: CivilDate;
  decidedByName: string | null;
  decidedOn: CivilDate | null;
  declinedBecause: string | null;
  openedOn: CivilDate | null;
  closedOn: CivilDate | null;
  recipients: number;
  answered: number;
};

const columns = sql`
  q.id, q.unit_id as "unitId", n.name as "unitName", q.title, q.purpose, q.due_on as "dueOn", q.state,
  q.recipients_rule as "recipientsRule", q.minutes_per_unit::float8 as "minutesPerUnit",
  q.person_hours::float8 as "personHours", q.limit_hours::float8 as "limitHours", q.asked_by as "askedBy",
  a.full_name as "askedByName", q.asked_on as "askedOn", d.full_name as "decidedByName", q.decided_on as "decidedOn",
  q.declined_because as "declinedBecause", q.opened_on as "openedOn", q.closed_on as "closedOn",
  reach.recipients, reach.answered`;
const from = sql`
  requests.request q
  join units.unit_name n on n.unit_id = q.unit_id and n.valid @> q.asked_on
  join members.person a on a.id = q.asked_by
  left join members.person d on d.id = q.decided_by
  join lateral (
    select count(*)::int as recipients, count(r.answered_at)::int as answered
      from requests.recipient r where r.request_id = q.id
  ) reach on true`;

export const selectRequests = (tx: Tx, unitId: Id, before: Id | null, most: number) =>
  rows(
    tx,
    sql<RequestRow>`
      select ${columns} from ${from}
       where q.unit_id = ${unitId} and (${before}::text::uuid is null or q.id < ${before}::text::uuid)
       order by q.id desc limit ${most}`,
  );

export const selectRequest = (tx: Tx, unitId: Id, requestId: Id) =>
  maybeOne(
    tx,
    sql<RequestRow>`select ${columns} from ${from} where q.id = ${requestId} and q.unit_id = ${unitId}`,
  );

/** Holds a request until the transaction ends: it is closed before or after an answer, never in the middle of one. */
export const lockRequest = (tx: Tx, requestId: Id, mode: 'to-change' | 'to-answer') =>
  run(
    tx,
    mode === 'to-change'
      ? sql`select 1 from requests.request where id = ${requestId} for update`
      : sql`select 1 from requests.request where id = ${requestId} for share`,
  );

export type FieldRow = {
  id: Id;
  label: string;
  type: FieldType;
  isRequired: boolean;
  again: string | null;
};

export const selectFields = (tx: Tx, requestId: Id) =>
  rows(
    tx,
    sql<FieldRow>`
      select id, label, type, is_required as "isRequired", again_because as again
        from requests.field where request_id = ${requestId} order by position`,
  );

export type NewRequest = {
  id: Id;
  unitId: Id;
  title: string;
  purpose: string;
  dueOn: CivilDate;
  state: 'waiting' | 'open';
  recipientsRule: unknown;
  minutesPerUnit: number;
  personHours: number;
  limitHours: number;
  askedBy: Id;
  askedOn: CivilDate;
};
export type NewField = {
  id: Id;
  label: string;
  type: FieldType;
  isRequired: boolean;
  knownAs: string | null;
  again: string | null;
};

/** The request, its fields and everybody it goes to, in one statement. */
export const insertRequest = (
  tx: Tx,
  request: NewRequest,
  fields: readonly NewField[],
  unitIds: readonly Id[],
) =>
  run(
    tx,
    sql`with asked as (
          insert into requests.request
                 (id, unit_id, title, purpose, due_on, state, recipients_rule, minutes_per_unit, person_hours,
                  limit_hours, asked_by, asked_on, opened_on)
          values (${request.id}, ${request.unitId}, ${request.title}, ${request.purpose},
                  ${request.dueOn}::text::date, ${request.state},
                  ${request.recipientsRule === null ? null : json(request.recipientsRule)},
                  ${request.minutesPerUnit}::float8, ${request.personHours}::float8, ${request.limitHours}::float8,
                  ${request.askedBy}, ${request.askedOn}::text::date,
                  ${request.state === 'open' ? request.askedOn : null}::text::date)
          returning id
        ), named as (
          insert into requests.field (id, request_id, position, label, type, is_required, known_as, again_because)
          select x.id, asked.id, x.position, x.label, x.type, x."isRequired", x."knownAs", x.again
            from asked, jsonb_to_recordset(${json(fields.map((field, position) => ({ ...field, position })))})
              as x (id uuid, position smallint, label text, type text, "isRequired" boolean, "knownAs" text, again text)
        )
        insert into requests.recipient (request_id, unit_id)
        select asked.id, u from asked, unnest(${uuids(unitIds)}) u`,
  );

export const markSigned = (tx: Tx, requestId: Id, by: Id, on: CivilDate) =>
  run(
    tx,
    sql`update requests.request
           set state = 'open', decided_by = ${by}, decided_on = ${on}::text::date, opened_on = ${on}::text::date
         where id = ${requestId}`,
  );

export const markDeclined = (tx: Tx, requestId: Id, by: Id, on: CivilDate, because: string) =>
  run(
    tx,
    sql`update requests.request
           set state = 'declined', decided_by = ${by}, decided_on = ${on}::text::date, declined_because = ${because}
         where id = ${requestId}`,
  );

export const markClosed = (tx: Tx, requestId: Id, by: Id, on: CivilDate) =>
  run(
    tx,
    sql`update requests.request set state = 'closed', closed_by = ${by}, closed_on = ${on}::text::date
         where id = ${requestId}`,
  );

export type RecipientRow = {
  unitId: Id;
  name: string;
  code: string | null;
  kind: UnitKind | null;
  answeredAt: Date | null;
  answeredByName: string | null;
};

/** Everybody asked, as they were called on the day of asking; those who have not answered first. */
export const selectRecipients = (tx: Tx, requestId: Id) =>
  rows(
    tx,
    sql<RecipientRow>`
      select r.unit_id as "unitId", n.name, c.code, k.kind, r.answered_at as "answeredAt",
             p.full_name as "answeredByName"
        from requests.recipient r
        join requests.request q on q.id = r.request_id
        join units.unit_name n on n.unit_id = r.unit_id and n.valid @> q.asked_on
        left join units.unit_code c on c.unit_id = r.unit_id and c.valid @> q.asked_on
        left join units.unit_kind k on k.unit_id = r.unit_id and k.valid @> q.asked_on
        left join members.person p on p.id = r.answered_by
       where r.request_id = ${requestId}
       order by r.answered_at is not null, c.code nulls last, n.search_key`,
  );

export type AnswerRow = { fieldId: Id; unitId: Id; value: AnswerValue };

/** Of all units, or of one. */
export const selectAnswers = (tx: Tx, requestId: Id, unitId: Id | null) =>
  rows(
    tx,
    sql<AnswerRow>`
      select a.field_id as "fieldId", a.unit_id as "unitId",
             coalesce(to_jsonb(a.number), to_jsonb(a.day), to_jsonb(a.text), to_jsonb(a.yes)) as value
        from requests.answer a join requests.field f on f.id = a.field_id
       where f.request_id = ${requestId} and (${unitId}::text::uuid is null or a.unit_id = ${unitId}::text::uuid)`,
  );

export type AskedRow = {
  id: Id;
  title: string;
  purpose: string;
  askedByUnit: string;
  state: RequestState;
  openedOn: CivilDate;
  dueOn: CivilDate;
  answeredAt: Date | null;
  answeredByName: string | null;
};

const asked = sql`
  select q.id, q.title, q.purpose, n.name as "askedByUnit", q.state, q.opened_on as "openedOn", q.due_on as "dueOn",
         r.answered_at as "answeredAt", p.full_name as "answeredByName"
    from requests.recipient r
    join requests.request q on q.id = r.request_id and q.opened_on is not null
    join units.unit_name n on n.unit_id = q.unit_id and n.valid @> q.asked_on
    left join members.person p on p.id = r.answered_by`;

export const selectAskedOf = (tx: Tx, unitId: Id, before: Id | null, most: number) =>
  rows(
    tx,
    sql<AskedRow>`
      ${asked} where r.unit_id = ${unitId} and (${before}::text::uuid is null or q.id < ${before}::text::uuid)
      order by q.id desc limit ${most}`,
  );

export const selectOneAsked = (tx: Tx, unitId: Id, requestId: Id) =>
  maybeOne(tx, sql<AskedRow>`${asked} where r.unit_id = ${unitId} and q.id = ${requestId}`);

export type ValueToKeep = {
  fieldId: Id;
  number: number | null;
  day: CivilDate | null;
  text: string | null;
  yes: boolean | null;
};

/** Puts a unit's answer in the place of what it answered before. */
export async function replaceAnswer(
  tx: Tx,
  answer: { requestId: Id; unitId: Id; by: Id },
  values: readonly ValueToKeep[],
  at: Date,
): Promise<void> {
  await run(
    tx,
    sql`delete from requests.answer a using requests.field f
         where f.id = a.field_id and f.request_id = ${answer.requestId} and a.unit_id = ${answer.unitId}`,
  );
  await run(
    tx,
    sql`insert into requests.answer (field_id, unit_id, number, day, text, yes)
        select x."fieldId", ${answer.unitId}, x.number, x.day, x.text, x.yes
          from jsonb_to_recordset(${json(values)})
            as x ("fieldId" uuid, number double precision, day date, text text, yes boolean)`,
  );
  await run(
    tx,
    sql`update requests.recipient set answered_by = ${answer.by}, answered_at = ${at}
         where request_id = ${answer.requestId} and unit_id = ${answer.unitId}`,
  );
}

export const countUnanswered = async (
  tx: Tx,
  unitIds: readonly Id[],
  today: CivilDate,
): Promise<{ unitId: Id; count: number; isLate: boolean }[]> =>
  unitIds.length === 0
    ? []
    : rows(
        tx,
        sql<{ unitId: Id; count: number; isLate: boolean }>`
      /* hot */ select r.unit_id as "unitId", count(*)::int as count, bool_or(q.due_on < ${today}::text::date) as "isLate"
        from requests.recipient r join requests.request q on q.id = r.request_id
       where r.unit_id = any(${uuids(unitIds)}) and q.state = 'open' and r.answered_at is null
       group by 1`,
      );

/** Requests that wait for a second leader, without those that the person asked. */
export const countToSign = async (
  tx: Tx,
  unitIds: readonly Id[],
  personId: Id,
): Promise<{ unitId: Id; count: number }[]> =>
  unitIds.length === 0
    ? []
    : rows(
        tx,
        sql<{ unitId: Id; count: number }>`
      /* hot */ select unit_id as "unitId", count(*)::int as count from requests.request
       where state = 'waiting' and unit_id = any(${uuids(unitIds)}) and asked_by <> ${personId}
       group by 1`,
      );

export const selectOfPerson = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<Record<string, unknown>>`
      select id as "requestId", title, 'asked' as what, asked_on as "on" from requests.request where asked_by = ${personId}
      union all
      select id, title, 'decided', decided_on from requests.request where decided_by = ${personId}
      union all
      select q.id, q.title, 'answered', (r.answered_at at time zone 'Asia/Ho_Chi_Minh')::date
        from requests.recipient r join requests.request q on q.id = r.request_id where r.answered_by = ${personId}
      order by 4`,
  );
