/**
 * Kinds of paper: nghị quyết, chỉ thị, kết luận, đề án, chương trình, kế hoạch, hướng dẫn, quyết định, quy chế, công văn,
 * thông báo.
 */
export const DIRECTIVE_KINDS = [
  'resolution',
  'instruction',
  'conclusion',
  'scheme',
  'programme',
  'plan',
  'guide',
  'decision',
  'rules',
  'letter',
  'notice',
] as const;
export type DirectiveKind = (typeof DIRECTIVE_KINDS)[number];

/** What the branch is to do with it: quán triệt, thảo luận, triển khai thực hiện. */
export const DIRECTIVE_NEEDS = ['know', 'discuss', 'carry-out'] as const;
export type DirectiveNeed = (typeof DIRECTIVE_NEEDS)[number];

/** What a file is in a paper: văn bản chính, phụ lục. */
export const FILE_PARTS = ['main', 'annex'] as const;
export type FilePart = (typeof FILE_PARTS)[number];
