// Registers the TypeScript loader for this thread: a worker does not inherit the one of the test runner.
import { register } from 'tsx/esm/api';

register();
await import('./answer-render-requests.ts');
