// A thread starts without the loader of the program that starts it, so it brings its own.
import { register } from 'tsx/esm/api';

register();
await import('./phones.ts');
