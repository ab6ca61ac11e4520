import type { RollLine } from '../../domain/electorate.ts';

/** A member of the meeting as the one who leads it sees them. */
export type RoomMember = RollLine & { fullName: string };
