// Sound: the test world starts the app.
import { server } from '#app/server.ts';

export const world = server;
