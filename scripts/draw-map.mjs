import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const featureOf = (path) => /^src\/features\/([^/]+)\//.exec(path)?.[1];
const doorOf = (path) => /\/(contract|public|widgets)\.tsx?$/.exec(path)?.[1];

/** What the feature's README says it is: the first sentence under its title. */
function summaryOf(root, name) {
  const path = join(root, 'src/features', name, 'README.md');
  if (!existsSync(path)) return 'no README';
  const paragraphs = readFileSync(path, 'utf8').split(/\n\s*\n/);
  const first = paragraphs.map((p) => p.replace(/^#.*$/m, '').trim()).find(Boolean) ?? '';
  const sentence = /^.*?[.!?](?=\s|$)/s.exec(first)?.[0] ?? first;
  return sentence.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
}

/** feature -> feature -> the doors used, tests left out. */
function usesOf(modules) {
  const uses = new Map();
  for (const { source, dependencies } of modules) {
    const from = featureOf(source);
    if (!from || /\.(test|spec)\.tsx?$|\/testing[./]/.test(source)) continue;
    for (const { resolved } of dependencies) {
      const to = featureOf(resolved);
      const door = doorOf(resolved);
      if (!to || to === from || !door) continue;
      if (!uses.has(from)) uses.set(from, new Map());
      const doors = uses.get(from).get(to) ?? new Set();
      uses.get(from).set(to, doors.add(door));
    }
  }
  return uses;
}

/** The whole text of docs/map.md. It changes when features or their doors change, not with every file. */
export function drawMap(root, order, present, modules) {
  const uses = usesOf(modules);
  const names = order.filter((name) => present.includes(name));
  const doors = (from, to) => [...(uses.get(from)?.get(to) ?? [])].sort().join(', ');
  const arrows = names.flatMap((from) =>
    names.filter((to) => doors(from, to)).map((to) => `  ${from} -->|${doors(from, to)}| ${to}`),
  );
  const rows = names.map((name, index) => {
    const imports = names.filter((to) => doors(name, to)).join(', ') || '–';
    const importedBy = names.filter((from) => doors(from, name)).join(', ') || '–';
    return `| ${index + 1} | [${name}](../src/features/${name}/README.md) | ${summaryOf(root, name)} | ${imports} | ${importedBy} |`;
  });
  const planned = order.filter((name) => !present.includes(name));
  return `<!-- Made by scripts/check-boundaries.mjs from the imports. Do not edit: run "npm run fix". -->

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
