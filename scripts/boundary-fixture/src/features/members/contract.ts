export type Member = { id: string };
export const memberId = 'm1';
