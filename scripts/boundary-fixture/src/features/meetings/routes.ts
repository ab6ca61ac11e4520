export const listMeetings = { path: '/api/meetings' };
