/** Door 3 of meetings: pieces of the client that others may use. */
export { forgetOnThisDevice } from './ui/journal/device-store.ts';
