import { createHash } from 'node:crypto';
import type { MeetingContext, MeetingRules, MeetingView, NamedMeetingView } from '../contract.ts';

/** A city has a handful at a time. */
const MOST_NAMES = 200;

/** Rules by the hash of what they say, newest last. */
const named = new Map<string, MeetingRules>();
const NO_VOTING = {};
const names = new WeakMap<object, WeakMap<object, string>>();

function nameOf({ rules, voting }: MeetingRules): string {
  let byVoting = names.get(rules);
  if (byVoting === undefined) {
    byVoting = new WeakMap();
    names.set(rules, byVoting);
  }
  const votingKey = voting?.rules ?? NO_VOTING;
  const known = byVoting.get(votingKey);
  if (known !== undefined && named.has(known)) return known;
  const name = createHash('sha256').update(JSON.stringify({ rules, voting })).digest('base64url');
  byVoting.set(votingKey, name);
  named.set(name, { rules, voting });
  const oldest = named.keys().next().value;
  if (named.size > MOST_NAMES && oldest !== undefined) named.delete(oldest);
  return name;
}

/**
 * The rules of this name. Undefined when this server has shown no meeting with them lately: whoever asks then opens the
 * meeting with its rules.
 */
export const rulesNamed = (name: string): MeetingRules | undefined => named.get(name);

/** The view without its rules, which are most of it and the same in every branch. */
export function withNamedRules({ context, ...view }: MeetingView): NamedMeetingView {
  const { rules, voting, ...rest }: MeetingContext = context;
  return { ...view, context: rest, rulesName: nameOf({ rules, voting }) };
}
