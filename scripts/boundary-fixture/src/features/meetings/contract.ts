export const meetingPath = '/meetings';
