import { POSTS, type Post } from '#kernel/actor.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Ahead, ComingEffect } from '#platform/feature.ts';
import { POST_WORDS } from '../contract.ts';
import { selectPostsAhead } from '../db/mandates.sql.ts';

const counted = (post: Post, count: number) => ({
  vi: count > 1 ? `${count} ${POST_WORDS[post].vi}` : POST_WORDS[post].vi,
  en: count > 1 ? `${count} × ${POST_WORDS[post].en}` : POST_WORDS[post].en,
});

/** Posts that a plan ends, posts that fall open where a unit goes on, and leaders whom new units need by decision. */
export async function whatComes(tx: Tx, plan: ComingEffect): Promise<Ahead[]> {
  const touched = plan.endedIds.length + plan.people.length > 0 ? await selectPostsAhead(tx, plan) : [];
  const posts = touched.toSorted((a, b) => POSTS.indexOf(a.post) - POSTS.indexOf(b.post));
  const lines = (hasEnded: boolean) =>
    posts
      .filter((each) => each.hasEnded === hasEnded)
      .map(({ unitId, post, count }) => ({ unitId, what: counted(post, count), intoIds: [] }));
  return [
    {
      key: 'mandates.ended',
      title: { vi: 'Chức vụ thôi giữ cùng tổ chức', en: 'Posts that end with their unit' },
      lines: lines(true),
    },
    {
      key: 'mandates.open',
      title: {
        vi: 'Chức vụ khuyết ở tổ chức còn hoạt động, vì người giữ về nơi khác',
        en: 'Posts that fall open where the unit goes on: the holder goes elsewhere',
      },
      lines: lines(false),
    },
    {
      key: 'mandates.needed',
      title: {
        vi: 'Tổ chức mới cần quyết định chỉ định bí thư, cấp ủy',
        en: 'New units that need a decision on their secretary and committee',
      },
      lines: plan.founded.map(({ id }) => ({ unitId: id, what: POST_WORDS.secretary, intoIds: [] })),
    },
  ];
}
