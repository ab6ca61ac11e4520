// A start in development makes the tables, which a start in production does not.
import { getPayload } from 'payload';
import config from './payload.config.js';

await getPayload({ config });
process.exit(0);
