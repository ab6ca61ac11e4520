export { makeKeys as prepareBallotKeys, type PublicKeys } from './actions/ballot-keys.ts';
export { type DraftInput, draftBallot } from './actions/draft-ballot.ts';
export { freezeRule } from './actions/freeze-rule.ts';
export { loadBallot } from './actions/load-ballot.ts';
export { type Opened, openBallot } from './actions/open-ballot.ts';
export {
  selectBallotToVoteIn as ballotToVoteIn,
  selectRunningKeys as runningBallotKeys,
} from './db/ballots.sql.ts';
