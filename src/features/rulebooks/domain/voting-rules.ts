import type { MemberStatus } from '#kernel/actor.ts';
import type { Fraction } from './rulebook.ts';

/** What a branch decides by a vote. Each matter has its own rule. */
export const MATTERS = [
  'conclusion',
  'resolution',
  'committee-election',
  'secretary-election',
  'delegate-election',
  'opinion-poll',
  'admission',
  'recognition',
  'discipline',
  'expulsion',
  'meeting-score',
  'year-grade',
] as const;
export type Matter = (typeof MATTERS)[number];

/**
 * How votes are given. `paper`: secret, on ballot papers counted by a committee. `server-kept`: secret, on the
 * server's word. `verifiable`: secret, and every voter can check the box. The others are open.
 */
export const BALLOT_METHODS = [
  'show-of-hands',
  'party-card',
  'named',
  'paper',
  'server-kept',
  'verifiable',
] as const;
export type BallotMethod = (typeof BALLOT_METHODS)[number];

export const isSecret = (method: BallotMethod): boolean =>
  method === 'paper' || method === 'server-kept' || method === 'verifiable';
export const isElectronicSecret = (method: BallotMethod): boolean =>
  method === 'server-kept' || method === 'verifiable';

/** Who is taken out of the number that the needed share is counted on. */
export const DEDUCTIONS = [
  /** Đảng viên giới thiệu sinh hoạt tạm thời nơi khác. */
  'temporarily-away',
  /** Miễn sinh hoạt mà không dự; có dự thì vẫn tính. */
  'exempt-and-absent',
  /** Đình chỉ sinh hoạt, bị truy tố, tạm giam. */
  'suspended',
  /** Vắng mặt suốt hội nghị, có lý do chính đáng được chấp nhận. */
  'excused-throughout',
] as const;
export type Deduction = (typeof DEDUCTIONS)[number];

/**
 * What happens when nothing reaches the needed number. `fails`: the proposal is not adopted. `goes-up`: the full result
 * is reported to the level that decides. `add-heavier`: votes for heavier forms are added downward, form by form.
 * `second-round`: the meeting may vote again on the seats left.
 */
export const WHEN_UNMET = ['fails', 'goes-up', 'add-heavier', 'second-round'] as const;
export type WhenUnmet = (typeof WHEN_UNMET)[number];

export type MatterRule = {
  /** The first is the one that the screen offers. */
  methods: BallotMethod[];
  who: MemberStatus[];
  /** The base is all who may vote, less these. */
  deduct: Deduction[];
  threshold: Fraction;
  whenUnmet: WhenUnmet;
  /** Most candidates beyond the seats, in per cent of the seats; null where there are no candidates. */
  surplusPercent: number | null;
};

/** Forms of Party discipline for an official member, heaviest first. */
export const DISCIPLINE_FORMS = ['expulsion', 'dismissal', 'warning', 'reprimand'] as const;
export type DisciplineForm = (typeof DISCIPLINE_FORMS)[number];

const OPEN_OR_SECRET: readonly BallotMethod[] = BALLOT_METHODS;
/** Elections, soundings and discipline are secret by every document that was read. */
const SECRET: readonly BallotMethod[] = BALLOT_METHODS.filter(isSecret);
const CARD_OR_SECRET: readonly BallotMethod[] = ['party-card', ...SECRET];

const ordinary = { ways: OPEN_OR_SECRET, unmet: ['fails', 'goes-up'] } as const;
const elected = { ways: SECRET, unmet: ['second-round', 'fails'] } as const;
const aboutMembership = { ways: CARD_OR_SECRET, unmet: ['goes-up', 'fails'] } as const;

/** What a committee may choose from when it sets its own rule of a matter. */
export const MATTER_CHOICES: Readonly<
  Record<Matter, { ways: readonly BallotMethod[]; unmet: readonly WhenUnmet[] }>
> = {
  conclusion: ordinary,
  resolution: ordinary,
  'committee-election': elected,
  'secretary-election': elected,
  'delegate-election': elected,
  'opinion-poll': elected,
  admission: aboutMembership,
  recognition: aboutMembership,
  discipline: { ways: SECRET, unmet: ['add-heavier', 'goes-up', 'fails'] },
  expulsion: { ways: SECRET, unmet: ['goes-up', 'fails'] },
  'meeting-score': ordinary,
  'year-grade': ordinary,
};
