import type { BallotMethod, Matter } from '#features/rulebooks/contract.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/ids.ts';
import { json, maybeOne, rows, run, sql, type Tx, uuids } from '#platform/database/database.ts';
import type { Paper } from '../domain/ballot-paper.ts';
import type { FrozenRule } from '../domain/check-plan.ts';
import type { Result, Tally } from '../domain/count-ballots.ts';
import type { Electorate } from '../domain/electorate.ts';

export type BallotState = 'draft' | 'open' | 'closed' | 'annulled';

/** What stays of the electorate when the ballot is opened; the voters themselves are the roll. */
export type FrozenElectorate = Omit<Electorate, 'voters' | 'counted'> & { voters: number; needed: number };

export type BallotResult = { tally: Tally; result: Result };

export type BallotRow = {
  id: Id;
  branchId: Id;
  meetingId: Id;
  itemId: Id | null;
  followsId: Id | null;
  round: number;
  matter: Matter;
  question: string;
  paper: Paper;
  method: BallotMethod;
  state: BallotState;
  rule: FrozenRule;
  heldOn: CivilDate;
  electorate: FrozenElectorate | null;
  keyId: string | null;
  tokenKey: string | null;
  boxKey: string | null;
  sealKey: string | null;
  tabletHash: string | null;
  result: BallotResult | null;
  boxSha256: string | null;
  openedAt: Date | null;
  closedAt: Date | null;
  annulledBecause: string | null;
};

const columns = sql`
  b.id, b.branch_id as "branchId", b.meeting_id as "meetingId", b.item_id as "itemId", b.follows_id as "followsId",
  b.round, b.matter, b.question, b.paper, b.method, b.state, b.rule, b.held_on::text as "heldOn", b.electorate,
  b.key_id as "keyId", b.token_key as "tokenKey", b.box_key as "boxKey", b.seal_key as "sealKey",
  b.tablet_hash as "tabletHash", b.result, b.box_sha256 as "boxSha256", b.opened_at as "openedAt",
  b.closed_at as "closedAt", b.annulled_because as "annulledBecause"`;

export const selectBallot = (tx: Tx, ballotId: Id) =>
  maybeOne(tx, sql<BallotRow>`select ${columns} from ballots.ballot b where b.id = ${ballotId}`);

/** The same, alone until the transaction ends: opening, closing, annulling. */
export const lockBallot = (tx: Tx, ballotId: Id) =>
  maybeOne(tx, sql<BallotRow>`select ${columns} from ballots.ballot b where b.id = ${ballotId} for update`);

/** The same, beside others who vote, and before or after whoever closes: never in the middle of it. */
export const shareBallot = (tx: Tx, ballotId: Id) =>
  maybeOne(tx, sql<BallotRow>`select ${columns} from ballots.ballot b where b.id = ${ballotId} for share`);

/** Ballots of a branch, newest first; `before` is the last one that was seen. */
export const selectBallotsOf = (
  tx: Tx,
  branchId: Id,
  page: { meetingId: Id | null; before: Id | null; most: number },
) =>
  rows(
    tx,
    sql<BallotRow>`
      select ${columns} from ballots.ballot b
       where b.branch_id = ${branchId} and (${page.meetingId}::text is null or b.meeting_id = ${page.meetingId}::text::uuid)
         and (${page.before}::text is null or b.id < ${page.before}::text::uuid)
       order by b.id desc limit ${page.most}`,
  );

export type NewBallot = {
  id: Id;
  branchId: Id;
  meetingId: Id;
  itemId: Id | null;
  followsId: Id | null;
  round: number;
  matter: Matter;
  question: string;
  paper: Paper;
  method: BallotMethod;
  rule: FrozenRule;
  heldOn: CivilDate;
  createdBy: Id;
};

export const insertBallot = (tx: Tx, ballot: NewBallot, at: Date) =>
  run(
    tx,
    sql`insert into ballots.ballot (id, branch_id, meeting_id, item_id, follows_id, round, matter, question, paper,
                                    method, rule, held_on, created_by, created_at)
        values (${ballot.id}, ${ballot.branchId}, ${ballot.meetingId}, ${ballot.itemId}, ${ballot.followsId},
                ${ballot.round}, ${ballot.matter}, ${ballot.question}, ${json(ballot.paper)}, ${ballot.method},
                ${json(ballot.rule)}, ${ballot.heldOn}::text::date, ${ballot.createdBy}, ${at})`,
  );

export const updateDraft = (
  tx: Tx,
  ballotId: Id,
  draft: Pick<NewBallot, 'question' | 'paper' | 'method'>,
): Promise<void> =>
  run(
    tx,
    sql`update ballots.ballot set question = ${draft.question}, paper = ${json(draft.paper)}, method = ${draft.method}
         where id = ${ballotId} and state = 'draft'`,
  );

export async function deleteDraft(tx: Tx, ballotId: Id): Promise<void> {
  await run(tx, sql`delete from ballots.counter where ballot_id = ${ballotId}`);
  await run(tx, sql`delete from ballots.ballot where id = ${ballotId} and state = 'draft'`);
}

export async function replaceCounters(tx: Tx, ballotId: Id, personIds: readonly Id[]): Promise<void> {
  await run(tx, sql`delete from ballots.counter where ballot_id = ${ballotId}`);
  if (personIds.length > 0)
    await run(
      tx,
      sql`insert into ballots.counter (ballot_id, person_id, is_head)
          select ${ballotId}, person_id, at = 1
            from unnest(${uuids(personIds)}) with ordinality as given (person_id, at)`,
    );
}

export const selectCounters = (tx: Tx, ballotId: Id) =>
  rows(
    tx,
    sql<{ personId: Id; fullName: string; isHead: boolean }>`
      select c.person_id as "personId", p.full_name as "fullName", c.is_head as "isHead"
        from ballots.counter c join members.person p on p.id = c.person_id
       where c.ballot_id = ${ballotId} order by not c.is_head, p.sort_key, p.id`,
  );

export type Opening = {
  rule: FrozenRule;
  heldOn: CivilDate;
  electorate: FrozenElectorate;
  keyId: string | null;
  tokenKey: string | null;
  boxKey: string | null;
  sealKey: string | null;
  by: Id;
};

export const markOpen = (tx: Tx, ballotId: Id, opening: Opening, at: Date) =>
  run(
    tx,
    sql`update ballots.ballot
           set state = 'open', rule = ${json(opening.rule)}, held_on = ${opening.heldOn}::text::date,
               electorate = ${json(opening.electorate)}, key_id = ${opening.keyId}, token_key = ${opening.tokenKey},
               box_key = ${opening.boxKey}, seal_key = ${opening.sealKey}, opened_by = ${opening.by}, opened_at = ${at}
         where id = ${ballotId}`,
  );

export const insertRoll = (tx: Tx, ballotId: Id, personIds: readonly Id[]) =>
  run(
    tx,
    sql`insert into ballots.roll (ballot_id, person_id) select ${ballotId}, unnest(${uuids(personIds)})`,
  );

export type RollRow = {
  personId: Id;
  fullName: string;
  tookPart: boolean;
  hasCode: boolean;
};

/** Everybody who may vote, by name. */
export const selectRoll = (tx: Tx, ballotId: Id) =>
  rows(
    tx,
    sql<RollRow>`
      select r.person_id as "personId", p.full_name as "fullName", r.took_part as "tookPart",
             r.code_hash is not null as "hasCode"
        from ballots.roll r join members.person p on p.id = r.person_id
       where r.ballot_id = ${ballotId} order by p.sort_key, p.id`,
  );

/**
 * The open ballot of a meeting in which this person votes by an own device, the oldest first. One that the server keeps is done with
 * once the choice is there; of a verifiable one nobody but the device knows whether the slip lies in the box.
 */
export const selectBallotToVoteIn = async (tx: Tx, meetingId: Id, personId: Id): Promise<Id | null> =>
  (
    await maybeOne(
      tx,
      sql<{ id: Id }>`
        /* hot */ select b.id from ballots.ballot b join ballots.roll r on r.ballot_id = b.id and r.person_id = ${personId}
         where b.meeting_id = ${meetingId} and b.state = 'open'
           and (b.method = 'verifiable' or (b.method = 'server-kept' and not r.took_part))
         order by b.opened_at, b.id limit 1`,
    )
  )?.id ?? null;

export type VoterRow = { tookPart: boolean; tokenHash: string | null };

export const selectVoter = (tx: Tx, ballotId: Id, personId: Id) =>
  maybeOne(
    tx,
    sql<VoterRow>`
      select took_part as "tookPart", token_hash as "tokenHash" from ballots.roll
       where ballot_id = ${ballotId} and person_id = ${personId}`,
  );

/** Keeps a sealed choice, once per person. Gives nothing back when the person has voted already. */
export const keepSealedVote = (tx: Tx, ballotId: Id, personId: Id, sealed: string) =>
  maybeOne(
    tx,
    sql<{ kept: number }>`
      update ballots.roll set took_part = true, sealed = ${sealed}
       where ballot_id = ${ballotId} and person_id = ${personId} and not took_part returning 1 as kept`,
  );

/** Notes which blinded message was signed for the person. Gives nothing back when it was another one before. */
export const keepTokenHash = (tx: Tx, ballotId: Id, personId: Id, tokenHash: string) =>
  maybeOne(
    tx,
    sql<{ kept: number }>`
      update ballots.roll set took_part = true, token_hash = ${tokenHash}
       where ballot_id = ${ballotId} and person_id = ${personId}
         and (token_hash is null or token_hash = ${tokenHash})
      returning 1 as kept`,
  );

/** Puts a sealed slip into the box. Gives nothing back when one with the same key lies there already. */
export const insertSealedSlip = (
  tx: Tx,
  ballotId: Id,
  slip: { tag: string; contentTag: string; sealed: string },
) =>
  maybeOne(
    tx,
    sql<{ kept: number }>`
      insert into ballots.sealed_slip (ballot_id, tag, content_tag, sealed)
      values (${ballotId}, ${slip.tag}, ${slip.contentTag}, ${slip.sealed})
      on conflict do nothing returning 1 as kept`,
  );

export const selectContentTag = (tx: Tx, ballotId: Id, tag: string) =>
  maybeOne(
    tx,
    sql<{ contentTag: string }>`
      select content_tag as "contentTag" from ballots.sealed_slip where ballot_id = ${ballotId} and tag = ${tag}`,
  );

/** All that is sealed in a ballot: choices of the roll, or slips of the box. */
export const selectSealed = (tx: Tx, ballotId: Id) =>
  rows(
    tx,
    sql<{ sealed: string }>`
      select sealed from ballots.roll where ballot_id = ${ballotId} and sealed is not null
      union all
      select sealed from ballots.sealed_slip where ballot_id = ${ballotId}`,
  );

/** Takes away everything that could lead from a person to a choice, in one statement each. */
export async function eraseSealed(tx: Tx, ballotId: Id): Promise<void> {
  await run(tx, sql`delete from ballots.sealed_slip where ballot_id = ${ballotId}`);
  await run(
    tx,
    sql`update ballots.roll set sealed = null, token_hash = null, code_hash = null, code_tries = 0
         where ballot_id = ${ballotId}`,
  );
}

export type Turnout = {
  /** Who voted, or took the ballot. */
  tookPart: number;
  /** Ballots in the box. */
  inBox: number;
};

/** How many; never what. */
export const selectTurnouts = (tx: Tx, ballotIds: readonly Id[]) =>
  rows(
    tx,
    sql<Turnout & { ballotId: Id }>`
      select b.id as "ballotId", coalesce(r.took_part, 0) as "tookPart",
             case when b.method = 'verifiable' then coalesce(s.slips, 0) else coalesce(r.took_part, 0) end as "inBox"
        from ballots.ballot b
        left join lateral (select count(*) filter (where took_part)::int as took_part
                             from ballots.roll where ballot_id = b.id) r on true
        left join lateral (select count(*)::int as slips from ballots.sealed_slip where ballot_id = b.id) s on true
       where b.id = any(${uuids(ballotIds)})`,
  );

export type Closed = { result: BallotResult; box: string | null; boxSha256: string | null; by: Id };

export const markClosed = (tx: Tx, ballotId: Id, closed: Closed, at: Date) =>
  run(
    tx,
    sql`update ballots.ballot
           set state = 'closed', result = ${json(closed.result)}, box = ${closed.box}, box_sha256 = ${closed.boxSha256},
               tablet_hash = null, closed_by = ${closed.by}, closed_at = ${at}
         where id = ${ballotId}`,
  );

export const markAnnulled = (tx: Tx, ballotId: Id, annulled: { because: string; by: Id }, at: Date) =>
  run(
    tx,
    sql`update ballots.ballot
           set state = 'annulled', annulled_because = ${annulled.because}, annulled_by = ${annulled.by},
               annulled_at = ${at}, tablet_hash = null
         where id = ${ballotId}`,
  );

export const selectBox = (tx: Tx, ballotId: Id) =>
  maybeOne(
    tx,
    sql<{ box: string | null }>`select box from ballots.ballot where id = ${ballotId} and state = 'closed'`,
  );

export const keepTabletHash = (tx: Tx, ballotId: Id, tabletHash: string) =>
  run(tx, sql`update ballots.ballot set tablet_hash = ${tabletHash} where id = ${ballotId}`);

/** A new code for a voter who has not taken part; the tries begin anew. */
export const keepCodeHash = (tx: Tx, ballotId: Id, personId: Id, codeHash: string) =>
  maybeOne(
    tx,
    sql<{ kept: number }>`
      update ballots.roll set code_hash = ${codeHash}, code_tries = 0
       where ballot_id = ${ballotId} and person_id = ${personId} and not took_part returning 1 as kept`,
  );

/** Counts one try of a person's code and gives the hash to compare with; nothing when there is no code or no try left. */
export const countCodeTry = (tx: Tx, ballotId: Id, personId: Id, most: number) =>
  maybeOne(
    tx,
    sql<{ codeHash: string }>`
      update ballots.roll set code_tries = code_tries + 1
       where ballot_id = ${ballotId} and person_id = ${personId} and code_hash is not null and code_tries < ${most}
      returning code_hash as "codeHash"`,
  );

export const forgetCodeTries = (tx: Tx, ballotId: Id, personId: Id) =>
  run(
    tx,
    sql`update ballots.roll set code_tries = 0 where ballot_id = ${ballotId} and person_id = ${personId}`,
  );

/** Keys without which the ballots that are open cannot be counted. */
export const selectRunningKeys = async (tx: Tx): Promise<string[]> =>
  (
    await rows(
      tx,
      sql<{ keyId: string }>`
        select key_id as "keyId" from ballots.ballot where state = 'open' and key_id is not null`,
    )
  ).map(({ keyId }) => keyId);

/** Which of these keys belong to a ballot, and whether it is open. */
export const selectKeyStates = (tx: Tx, keyIds: readonly string[]) =>
  rows(
    tx,
    sql<{ keyId: string; isOpen: boolean }>`
      select key_id as "keyId", state = 'open' as "isOpen" from ballots.ballot
       where key_id = any(string_to_array(${keyIds.join(',')}::text, ','))`,
  );

export const selectParts = (tx: Tx, personId: Id) =>
  rows(
    tx,
    sql<{ ballotId: Id; question: string; heldOn: CivilDate; tookPart: boolean; counted: boolean }>`
      select b.id as "ballotId", b.question, b.held_on::text as "heldOn", coalesce(r.took_part, false) as "tookPart",
             c.person_id is not null as counted
        from ballots.ballot b
        left join ballots.roll r on r.ballot_id = b.id and r.person_id = ${personId}
        left join ballots.counter c on c.ballot_id = b.id and c.person_id = ${personId}
       where r.person_id is not null or c.person_id is not null
       order by b.held_on, b.id`,
  );

export const isOnOpenRoll = async (tx: Tx, personId: Id): Promise<boolean> =>
  (await maybeOne(
    tx,
    sql`select 1 from ballots.roll r join ballots.ballot b on b.id = r.ballot_id
         where r.person_id = ${personId} and b.state = 'open' limit 1`,
  )) !== undefined;

/** Whoever could vote or counted by the record that goes finds these ballots by the one that stays. */
export async function carryParts(tx: Tx, goneId: Id, keptId: Id): Promise<void> {
  for (const table of [sql`ballots.roll`, sql`ballots.counter`])
    await run(
      tx,
      sql`update ${table} g set person_id = ${keptId}
           where g.person_id = ${goneId}
             and not exists (select from ${table} k where k.ballot_id = g.ballot_id and k.person_id = ${keptId})`,
    );
}
