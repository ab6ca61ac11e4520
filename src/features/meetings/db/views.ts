/** Made anew after the migrations. */
export const meetingViews = `
  -- Attendance with a row for each person.
  create or replace view meetings.presence as
    select a.meeting_id, a.branch_id, a.held_on, p.person_id, p.presence
      from meetings.attendance a
     cross join lateral (
       select person_id, 'present' as presence from unnest(a.present) as person_id
       union all select person_id, 'excused' from unnest(a.excused) as person_id
       union all select person_id, 'unexcused' from unnest(a.unexcused) as person_id) p;
`;
