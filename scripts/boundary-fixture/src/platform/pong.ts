import { ping } from './ping.ts';

export const pong = (): string => ping();
