/**
 * Names without the words that all of them begin with, so that a narrow field shows where they differ. One that would have
 * nothing left, and a single name, leave all of them whole.
 */
export function toldApart(names: readonly string[]): string[] {
  const words = names.map((name) => name.split(' '));
  const [first = []] = words;
  let shared = 0;
  while (shared < first.length && words.every((each) => each[shared] === first[shared])) shared++;
  if (names.length < 2 || words.some((each) => each.length <= shared)) return [...names];
  return words.map((each) => each.slice(shared).join(' '));
}
