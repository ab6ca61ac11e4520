import type { Migration } from '#platform/database/migrate.ts';
import { seededFollowingVersions } from '../../domain/following-rulebooks.ts';
import { SIGN_RULE_KEYS } from '../../domain/rulebook.ts';

const KEYS = [...SIGN_RULE_KEYS, 'sign.exit'] as const;

/** By what a branch is seen early to need help. Installations that have the rulebook get these, new ones have them already. */
export const rulesOfSignsMigration: Migration = {
  name: '2026-11-27-1100-rules-of-signs',
  sql: seededFollowingVersions
    .map(({ code, rules }) => {
      const signs = JSON.stringify(Object.fromEntries(KEYS.map((key) => [key, rules[key]])));
      return `
    update rulebooks.version set rules = '${signs.replaceAll("'", "''")}'::jsonb || rules where code = '${code}';`;
    })
    .join('\n'),
};
