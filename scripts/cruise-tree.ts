import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cruise, type IModule } from 'dependency-cruiser';
import { tsImport } from 'tsx/esm/api';
import { boundaryRules } from './boundary-rules.ts';

type Violation = { rule: string; from: string; to: string; via: string[]; comment: string };

export type CruisedTree = {
  /** Every feature name, lowest rank first. */
  order: readonly string[];
  /** The feature folders that exist. */
  present: string[];
  /** Files of the tree itself, without packages. */
  modules: IModule[];
  violations: Violation[];
};

const featureFolders = (root: string): string[] =>
  existsSync(join(root, 'src/features'))
    ? readdirSync(join(root, 'src/features'), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];

/**
 * Reads all imports of a tree that is laid out like this one, and judges them.
 * `via` of a violation is the way there, where it is not direct.
 */
export async function cruiseTree(root: string, entries: string[]): Promise<CruisedTree> {
  const orderFile = join(root, 'src/app/features-order.ts');
  const { FEATURE_ORDER: order } = await tsImport(pathToFileURL(orderFile).href, import.meta.url);
  const present = featureFolders(root);
  const schemaless = present.filter((name) => existsSync(join(root, 'src/features', name, 'routes.ts')));
  const rules = boundaryRules(order, present, schemaless);
  const { output } = await cruise(
    entries.filter((entry) => existsSync(join(root, entry))),
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: rules },
      // Type imports count, and are known as such.
      tsPreCompilationDeps: 'specify',
      doNotFollow: { path: 'node_modules' },
      // What a peer is given is its project, with packages of its own.
      exclude: { path: ['^dist/', '^scripts/boundary-fixture/', '^bench/peers/[^/]+/files/'] },
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
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text.');
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
      comment: rules.find((rule) => rule.name === violation.rule.name)?.comment ?? '',
    })),
  };
}

/** What is wrong, in words. A check that saw no module at all has found a fault in itself. */
export function listFaults({ order, present, modules, violations }: CruisedTree): string[] {
  const faults = violations.map(
    ({ rule, from, to, via, comment }) =>
      `${rule}: ${from} -> ${to}${via.length ? `\n    by ${via.join(' -> ')}` : ''}\n    ${comment}`,
  );
  if (modules.length === 0) faults.push('No module was found: the check looked at nothing.');
  for (const name of present.filter((name) => !order.includes(name)))
    faults.push(`src/features/${name} is not in src/app/features-order.ts: give it a place there.`);
  return faults;
}
