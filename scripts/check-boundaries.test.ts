import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { boundaryRules } from './boundary-rules.ts';
import { cruiseTree, listFaults } from './cruise-tree.ts';

const fixture = fileURLToPath(new URL('./boundary-fixture', import.meta.url));

describe('the broken house', () => {
  let cruised: Awaited<ReturnType<typeof cruiseTree>>;
  beforeAll(async () => {
    cruised = await cruiseTree(fixture, ['src']);
  });
  const brokenBy = (rule: string) =>
    [...new Set(cruised.violations.filter((v) => v.rule === rule).map((v) => v.from))].sort();

  test.each([
    ['rank-units', ['src/features/units/public.ts']],
    ['rank-members', ['src/features/members/public.ts']],
    ['rank-meetings', ['src/features/meetings/http.ts']],
    [
      'doors-only',
      [
        'src/app/server.ts',
        'src/features/meetings/actions/open-meeting.test.ts',
        'src/features/meetings/actions/open-meeting.ts',
      ],
    ],
    ['contract-is-pure', ['src/features/units/contract.ts']],
    ['domain-imports-only-values', ['src/features/members/domain/party-age.ts']],
    [
      'domain-reaches-nothing',
      ['src/features/members/domain/party-age.ts', 'src/features/members/domain/unit-name.ts'],
    ],
    ['ui-no-server', ['src/features/members/ui/member-page.tsx', 'src/ui-kit/unit-button.tsx']],
    ['ui-kit-knows-no-product', ['src/ui-kit/unit-button.tsx']],
    ['contracts-by-type-in-pages', ['src/features/members/ui/member-list.tsx']],
    ['schemaless-contracts', ['src/features/meetings/contract.ts']],
    ['platform-below-features', ['src/platform/log.ts']],
    ['nobody-imports-app', ['src/features/members/actions/transfer-member.ts']],
    ['tests-stay-outside', ['src/features/members/actions/seed-member.ts']],
    ['kernel-imports-nothing', ['src/kernel/ids.ts']],
    ['no-cycles', ['src/platform/ping.ts']],
    ['no-orphans', ['src/platform/forgotten.ts']],
    ['all-imports-resolve', ['src/platform/lost.ts']],
  ])('%s is caught where it is broken and nowhere else', (rule, files) => {
    expect(brokenBy(rule)).toEqual(files);
  });

  test('every rule is broken here', () => {
    const names = boundaryRules(cruised.order, cruised.present, ['meetings']).map((rule) => rule.name);
    const broken = cruised.violations.map((violation) => violation.rule);
    expect([...new Set(broken)].sort()).toEqual([...new Set(names)].sort());
  });

  test('a feature without a place in the order is named', () => {
    expect(listFaults(cruised).join('\n')).toContain('src/features/strays is not in');
  });
});

test('a check that finds no module fails', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'boundaries-'));
  await mkdir(join(empty, 'src/app'), { recursive: true });
  await writeFile(join(empty, 'src/app/features-order.ts'), 'export const FEATURE_ORDER = [];');
  const cruised = await cruiseTree(empty, ['src/features']);
  await rm(empty, { recursive: true });
  expect(listFaults(cruised)).toEqual(['No module was found: the check looked at nothing.']);
});
