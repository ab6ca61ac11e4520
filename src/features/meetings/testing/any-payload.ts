import fc from 'fast-check';
import type { EntryKind } from '../domain/entry.ts';
import { idOf } from '../domain/meeting-builders.ts';

const small = fc.integer({ min: 1, max: 6 });
/** Something that a device may write: often about the same few things as another device. */
export const anyPayload = fc.oneof(
  fc.record({
    k: fc.constant<EntryKind>('focus-set'),
    p: fc.record({ text: fc.constantFrom('A', 'B', 'C') }),
  }),
  fc
    .tuple(small, fc.constantFrom('present', 'excused', 'unexcused'), fc.constantFrom('self', 'secretary'))
    .map(([m, presence, method]) => ({
      k: 'attendance-marked' as EntryKind,
      p: { memberId: idOf(1000 + m), presence, method, reason: 'Lý do' },
    }))
    .filter(({ p }) => !(p.method === 'self' && p.presence === 'unexcused')),
  small.map((m) => ({ k: 'attendance-cleared' as EntryKind, p: { memberId: idOf(1000 + m) } })),
  fc.tuple(small, fc.option(small, { nil: null })).map(([n, after]) => ({
    k: 'agenda-item-added' as EntryKind,
    p: {
      itemId: idOf(4000 + n),
      title: `Mục ${n}`,
      source: 'own',
      afterItemId: after === null ? null : idOf(4000 + after),
    },
  })),
  fc.tuple(small, small).map(([n, after]) => ({
    k: 'agenda-item-moved' as EntryKind,
    p: { itemId: idOf(4000 + n), afterItemId: idOf(4000 + after) },
  })),
  small.map((n) => ({ k: 'agenda-item-removed' as EntryKind, p: { itemId: idOf(4000 + n) } })),
  fc.tuple(small, small, fc.constantFrom('opinion', 'criticism', 'petition')).map(([n, m, nature]) => ({
    k: 'opinion-recorded' as EntryKind,
    p: {
      opinionId: idOf(5000 + n),
      speakerKind: 'member',
      speakerId: idOf(1000 + m),
      text: `Ý kiến ${n}`,
      nature,
    },
  })),
  small.map((n) => ({ k: 'opinion-edited' as EntryKind, p: { opinionId: idOf(5000 + n), text: 'Sửa' } })),
  small.map((n) => ({ k: 'opinion-withdrawn' as EntryKind, p: { opinionId: idOf(5000 + n) } })),
  small.map((n) => ({
    k: 'vote-opened' as EntryKind,
    p: { voteId: idOf(6000 + n), question: 'Đồng ý?', matter: 'minutes', method: 'named' },
  })),
  fc.tuple(small, small, fc.constantFrom('yes', 'no', 'abstain')).map(([n, m, choice]) => ({
    k: 'vote-cast' as EntryKind,
    p: { voteId: idOf(6000 + n), memberId: idOf(1000 + m), choice },
  })),
  fc.tuple(small, fc.array(small)).map(([n, counted]) => ({
    k: 'vote-closed' as EntryKind,
    p: { voteId: idOf(6000 + n), countedCasts: counted.map((each) => idOf(900_000 + each)) },
  })),
  fc.tuple(small, fc.array(small)).map(([n, replaced]) => ({
    k: 'conclusion-written' as EntryKind,
    p: {
      itemId: idOf(4000 + n),
      text: `Kết luận ${n}`,
      replaces: replaced.map((each) => idOf(900_000 + each)),
    },
  })),
  small.map((n) => ({ k: 'minutes-adopted' as EntryKind, p: { voteId: idOf(6000 + n) } })),
  fc.constant({ k: 'meeting-closed' as EntryKind, p: {} }),
  fc.constant({ k: 'annex-added' as EntryKind, p: { text: 'Phụ lục', concerns: 'other' } }),
);
