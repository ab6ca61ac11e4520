// Lets this process read the program's TypeScript: imported by `goc`, or given to Node by `--import`.

import { register as registerHooks } from 'node:module';
import { register } from 'tsx/esm/api';

register();
registerHooks(new URL('./plain-functions.mjs', import.meta.url));
