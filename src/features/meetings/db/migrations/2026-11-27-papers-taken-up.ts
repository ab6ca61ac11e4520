import type { Migration } from '#platform/database/migrate.ts';

/**
 * What meetings that were closed before took up of the papers from above, by the rule of `domain/papers-taken-up.ts`. The
 * lines are those before the closing; of those about one thing the later in the journal's order counts.
 */
export const papersTakenUpMigration: Migration = {
  name: '2026-11-27-0811-papers-taken-up',
  sql: `
    with added as materialized (
      select m.id as meeting_id, m.branch_id, m.held_on, closing.seq as closed_at, a.payload ->> 'itemId' as item_id,
             a.payload ->> 'step' as step, a.payload ->> 'ref' as ref
        from meetings.entry a
        join meetings.meeting m on m.id = a.meeting_id and m.stage = 'closed' and m.held_on is not null
        join lateral (select min(e.seq) as seq from meetings.entry e
                       where e.meeting_id = m.id and e.kind = 'meeting-closed') closing on a.seq < closing.seq
       where a.kind = 'agenda-item-added' and a.payload ->> 'source' = 'directive' and a.payload ->> 'ref' is not null
    ), taken as (
      select a.* from added a
       where not exists (select from meetings.entry e
                          where e.meeting_id = a.meeting_id and e.seq < a.closed_at and e.kind = 'agenda-item-removed'
                            and e.payload ->> 'itemId' = a.item_id)
         and (coalesce((select e.kind <> 'step-skipped' from meetings.entry e
                         where e.meeting_id = a.meeting_id and e.seq < a.closed_at
                           and e.kind in ('step-started', 'step-finished', 'step-skipped')
                           and e.payload ->> 'step' = a.step
                         order by e.lamport desc, e.device_id desc, e.id desc limit 1), false)
           or exists (select from meetings.entry e
                       where e.meeting_id = a.meeting_id and e.seq < a.closed_at and e.kind = 'conclusion-written'
                         and e.payload ->> 'itemId' = a.item_id
                         and not exists (select from meetings.entry w
                                          where w.meeting_id = a.meeting_id and w.seq < a.closed_at
                                            and w.kind in ('conclusion-written', 'conclusion-withdrawn')
                                            and w.payload -> 'replaces' ? e.id::text))
           or exists (select from meetings.entry e
                       where e.meeting_id = a.meeting_id and e.seq < a.closed_at and e.kind = 'opinion-recorded'
                         and a.item_id = (
                           select l.payload ->> 'itemId' from meetings.entry l
                            where l.meeting_id = a.meeting_id and l.seq < a.closed_at
                              and l.payload ->> 'opinionId' = e.payload ->> 'opinionId'
                              and (l.id = e.id or (l.kind = 'opinion-edited' and l.payload ? 'itemId'))
                            order by l.lamport desc, l.device_id desc, l.id desc limit 1)
                         and not exists (select from meetings.entry w
                                          where w.meeting_id = a.meeting_id and w.seq < a.closed_at
                                            and w.kind = 'opinion-withdrawn'
                                            and w.payload ->> 'opinionId' = e.payload ->> 'opinionId'))
           or exists (select from meetings.entry e
                       where e.meeting_id = a.meeting_id and e.seq < a.closed_at and e.kind = 'vote-opened'
                         and e.payload ->> 'itemId' = a.item_id
                         and exists (select from meetings.entry v
                                      where v.meeting_id = a.meeting_id and v.seq < a.closed_at
                                        and v.kind = 'vote-closed'
                                        and v.payload ->> 'voteId' = e.payload ->> 'voteId')
                         and not exists (select from meetings.entry v
                                          where v.meeting_id = a.meeting_id and v.seq < a.closed_at
                                            and v.kind = 'vote-annulled'
                                            and v.payload ->> 'voteId' = e.payload ->> 'voteId'))
           or exists (select from meetings.entry e
                       where e.meeting_id = a.meeting_id and e.seq < a.closed_at and e.kind = 'task-assigned'
                         and (e.payload ->> 'itemId' = a.item_id or e.payload ->> 'directiveId' = a.ref)
                         -- Given again it is restated, and taken back it was given for nothing.
                         and not exists (select from meetings.entry w
                                          where w.meeting_id = a.meeting_id and w.seq < a.closed_at
                                            and w.kind in ('task-assigned', 'task-withdrawn')
                                            and w.payload ->> 'taskId' = e.payload ->> 'taskId'
                                            and (w.lamport, w.device_id, w.id) > (e.lamport, e.device_id, e.id))))
    ), first as (
      -- Plans of a branch that ended went to the branch that carries it on: what that one did not receive itself counts for it.
      select distinct on (r.directive_id, r.unit_id) r.directive_id, r.unit_id, t.held_on, t.meeting_id
        from taken t
        join directives.recipient r on r.directive_id::text = t.ref
         and (r.unit_id = t.branch_id
              or (not exists (select from directives.recipient own
                               where own.directive_id = r.directive_id and own.unit_id = t.branch_id)
                  and exists (
                    with recursive heir (id) as (
                      select s.successor_id from units.succession s where s.unit_id = r.unit_id
                      union select s.successor_id from heir h join units.succession s on s.unit_id = h.id
                    )
                    select from heir h where h.id = t.branch_id)))
       order by r.directive_id, r.unit_id, t.held_on, t.meeting_id
    )
    update directives.recipient r set taken_up_on = f.held_on, taken_up_in = f.meeting_id
      from first f
     where r.directive_id = f.directive_id and r.unit_id = f.unit_id and r.taken_up_on is null;
  `,
};
