// Writes docs/authority.md anew. A test fails when the file is stale.
//
//   npx tsx scripts/authority-matrix.ts

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawAuthority } from '../src/app/authority/draw-authority.ts';

writeFileSync(fileURLToPath(new URL('../docs/authority.md', import.meta.url)), drawAuthority());
