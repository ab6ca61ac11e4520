import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CruisedTree } from './cruise-tree.ts';

const featureOf = (path: string): string | undefined => /^src\/features\/([^/]+)\//.exec(path)?.[1];
const doorOf = (path: string): string | undefined => /\/(contract|public|widgets)\.tsx?$/.exec(path)?.[1];

/** What the feature's README says it is: the first sentence under its title. */
function summaryOf(root: string, name: string): string {
  const path = join(root, 'src/features', name, 'README.md');
  if (!existsSync(path)) return 'no README';
  const paragraphs = readFileSync(path, 'utf8').split(/\n\s*\n/);
  const first = paragraphs.map((p) => p.replace(/^#.*$/m, '').trim()).find(Boolean) ?? '';
  const sentence = /^.*?[.!?](?=\s|$)/s.exec(first)?.[0] ?? first;
  return sentence.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
}

/** feature -> feature -> the doors used, tests left out. */
function usesOf(modules: CruisedTree['modules']): Map<string, Map<string, Set<string>>> {
  const uses = new Map<string, Map<string, Set<string>>>();
  for (const { source, dependencies } of modules) {
    const from = featureOf(source);
    if (!from || /\.(test|spec)\.tsx?$|\/testing[./]/.test(source)) continue;
    for (const { resolved } of dependencies) {
      const to = featureOf(resolved);
      const door = doorOf(resolved);
      if (!to || to === from || !door) continue;
      const targets = uses.get(from) ?? new Map<string, Set<string>>();
      uses.set(from, targets.set(to, (targets.get(to) ?? new Set<string>()).add(door)));
    }
  }
  return uses;
}

/** The whole text of docs/map.md. It changes when features or their doors change, not with every file. */
export function drawMap(root: string, { order, present, modules }: CruisedTree): string {
  const uses = usesOf(modules);
  const names = order.filter((name) => present.includes(name));
  const doors = (from: string, to: string): string => [...(uses.get(from)?.get(to) ?? [])].sort().join(', ');
  const arrows = names.flatMap((from) =>
    names.filter((to) => doors(from, to)).map((to) => `  ${from} -->|${doors(from, to)}| ${to}`),
  );
  const rows = names.map((name, index) => {
    const imports = names.filter((to) => doors(name, to)).join(', ') || '–';
    const importedBy = names.filter((from) => doors(from, name)).join(', ') || '–';
    return `| ${index + 1} | [${name}](../src/features/${name}/README.md) | ${summaryOf(root, name)} | ${imports} | ${importedBy} |`;
  });
  const planned = order.filter((name) => !present.includes(name));
  return `<!-- Made by scripts/check-boundaries.ts from the imports. Do not edit: run "npm run fix". -->

# Map of the features

A feature imports only features above it in the table, and only by the door that the arrow names:
\`contract\` (pure), \`public\` (server), \`widgets\` (pages).

\`\`\`mermaid
flowchart BT
${[...names.map((name) => `  ${name}`), ...arrows].join('\n')}
\`\`\`

| Rank | Feature | What it is | Imports | Imported by |
|---|---|---|---|---|
${rows.join('\n')}
${planned.length ? `\nPlaces kept free in the order: ${planned.join(', ')}.\n` : ''}`;
}
