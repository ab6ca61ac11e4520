import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cruise } from 'dependency-cruiser';
import { tsImport } from 'tsx/esm/api';
import { boundaryRules } from './boundary-rules.mjs';

const featureFolders = (root) =>
  existsSync(join(root, 'src/features'))
    ? readdirSync(join(root, 'src/features'), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];

/**
 * Reads all imports of a tree that is laid out like this one, and judges them.
 * `modules` holds only files of the tree itself; `via` of a violation is the way there, where it is not direct.
 */
export async function cruiseTree(root, entries) {
  const orderFile = join(root, 'src/app/features-order.ts');
  const { FEATURE_ORDER: order } = await tsImport(pathToFileURL(orderFile).href, import.meta.url);
  const present = featureFolders(root);
  const { output } = await cruise(
    entries.filter((entry) => existsSync(join(root, entry))),
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: boundaryRules(order, present) },
      // Type imports count, and are known as such.
      tsPreCompilationDeps: 'specify',
      doNotFollow: { path: 'node_modules' },
      exclude: { path: ['^dist/', '^scripts/boundary-fixture/'] },
      skipAnalysisNotInRules: true,
      combinedDependencies: true,
      parser: 'tsc',
    },
    {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  );
  return {
    order,
    present,
    modules: output.modules.filter(
      (m) => !m.coreModule && !m.couldNotResolve && !/node_modules/.test(m.source),
    ),
    violations: output.summary.violations.map((violation) => ({
      rule: violation.rule.name,
      from: violation.from,
      to: violation.to,
      via: (violation.via ?? violation.cycle ?? []).map((step) => step.name ?? step),
      comment:
        output.summary.ruleSetUsed.forbidden.find((r) => r.name === violation.rule.name)?.comment ?? '',
    })),
  };
}
