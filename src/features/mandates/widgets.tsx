/** Door 3 of mandates: the words for posts and for ways of belonging, as other pages show them. */
import type { MemberStatus, Post } from '#kernel/actor.ts';
import { POST_KEYS, STATUS_KEYS, useMandatesText } from './ui/text.ts';

/** The words for a post and for a member's status in the language in use. */
export function usePostWords(): { post: (post: Post) => string; status: (status: MemberStatus) => string } {
  const t = useMandatesText();
  return { post: (post) => t(POST_KEYS[post]), status: (status) => t(STATUS_KEYS[status]) };
}
