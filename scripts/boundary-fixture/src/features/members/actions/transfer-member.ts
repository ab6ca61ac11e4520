// nobody-imports-app
import { server } from '#app/server.ts';

export const transfer = server;
