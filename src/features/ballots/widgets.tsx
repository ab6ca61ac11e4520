/** Door 3 of ballots: pieces of the client that others may use. */
export { forgetCastBallots } from './ui/device/token-store.ts';
export { BallotTool } from './ui/lead/ballot-tool.tsx';
export { VoteHere } from './ui/vote-here.tsx';
export { VoterCard } from './ui/voter-card.tsx';
