import { electorateOf } from '#features/ballots/contract.ts';
import {
  type BallotMethod,
  type Fraction,
  isSecret,
  type Matter,
  type Rule,
} from '#features/rulebooks/contract.ts';
import type { MemberStatus } from '#kernel/actor.ts';
import type { Id } from '#kernel/ids.ts';
import { ok, type Refusal, type Result, type RuleSource, refuse } from '#kernel/result.ts';
import type { OpenVoteMethod, VoteMatter } from './entry.ts';
import type { MeetingContext, RollMember } from './meeting-context.ts';
import type { MeetingErrorCode } from './meeting-errors.ts';
import { isEntitled, type MemberPresence, UNMARKED } from './roll-call.ts';

/** The rule that an open vote of the meeting goes by. What has no rule of its own is a conclusion like any other. */
const MATTERS: Record<VoteMatter, Matter> = {
  conclusion: 'conclusion',
  resolution: 'resolution',
  score: 'meeting-score',
  minutes: 'conclusion',
  agenda: 'conclusion',
  other: 'conclusion',
  admission: 'admission',
  recognition: 'recognition',
  'year-grade': 'year-grade',
};

const ruleOf = (context: MeetingContext, matter: VoteMatter) =>
  context.voting?.rules[`matter.${MATTERS[matter]}`] ?? null;

/** The share that carries a question, with its document. */
export const thresholdOf = (
  context: MeetingContext,
  matter: VoteMatter,
): Pick<Rule<Fraction>, 'value' | 'source'> => {
  const rule = ruleOf(context, matter);
  return rule ? { value: rule.value.threshold, source: rule.source } : context.rules['vote.resolution'];
};

/** Ways of voting openly that the rule allows, the offered one first. */
export function openMethodsOf(context: MeetingContext, matter: VoteMatter): OpenVoteMethod[] {
  const rule = ruleOf(context, matter);
  if (!rule) return [...context.rules['vote.ordinary-methods'].value, 'named'];
  const isOpen = (method: BallotMethod): method is OpenVoteMethod => !isSecret(method);
  return rule.value.methods.filter(isOpen);
}

/** Whether the rule allows the matter to be voted on openly at all, and this way. */
export const mayBeOpen = (context: MeetingContext, matter: VoteMatter, method?: OpenVoteMethod): boolean =>
  method === undefined
    ? openMethodsOf(context, matter).length > 0
    : openMethodsOf(context, matter).includes(method);

/** Where the rule on who votes stands. */
export const whoSource = (context: MeetingContext, matter: VoteMatter): RuleSource =>
  (ruleOf(context, matter) ?? context.rules['vote.who']).source;

/** Whether a member of this status has a vote; an exempt member who comes may have one too. */
export function statusVotes(
  context: MeetingContext,
  matter: VoteMatter,
  status: MemberStatus,
  isPresent: boolean,
): boolean {
  const rule = ruleOf(context, matter);
  if (!rule) return context.rules['vote.who'].value.includes(status);
  const { who, deduct } = rule.value;
  return who.includes(status) || (status === 'exempt' && isPresent && deduct.includes('exempt-and-absent'));
}

export type VoteRoll = {
  /** Members whose consent is counted against. */
  base: Set<Id>;
  /** Those of them who are present. */
  present: Set<Id>;
};

/**
 * Who is counted in an open vote, by the rule of its matter and the roll call as it stands. A meeting that began before
 * the rules of voting were kept goes by its own: status, and the base of attendance.
 */
export function voteRollOf(
  context: MeetingContext,
  presenceOf: (memberId: Id) => MemberPresence | undefined,
  matter: VoteMatter,
): VoteRoll {
  const rule = ruleOf(context, matter);
  const isPresent = ({ memberId }: RollMember) => presenceOf(memberId)?.presence === 'present';
  const base = new Set<Id>();
  if (rule) {
    const lines = context.roll.map((member) => ({
      personId: member.memberId,
      status: member.status,
      isPresent: isPresent(member),
      isExcusedThroughout: presenceOf(member.memberId)?.presence === 'excused',
    }));
    for (const memberId of electorateOf(lines, rule.value).counted) base.add(memberId);
  } else
    for (const member of context.roll)
      if (isEntitled(member, presenceOf(member.memberId) ?? UNMARKED, context.rules))
        base.add(member.memberId);
  const present = new Set<Id>();
  for (const member of context.roll)
    if (base.has(member.memberId) && isPresent(member)) present.add(member.memberId);
  return { base, present };
}

/**
 * Whether a member may vote on this matter. Refuses `meetings.provisional-cannot-vote`, `meetings.status-cannot-vote`.
 */
export function mayVote(
  context: MeetingContext,
  matter: VoteMatter,
  member: Pick<RollMember, 'status'>,
  isPresent: boolean,
): Result<true, Refusal<MeetingErrorCode>> {
  const { status } = member;
  if (statusVotes(context, matter, status, isPresent)) return ok(true);
  return refuse({
    code: status === 'provisional' ? 'meetings.provisional-cannot-vote' : 'meetings.status-cannot-vote',
    field: 'payload.memberId',
    rule: whoSource(context, matter),
    facts: { status },
  });
}
