// no-cycles, with pong.ts
import { pong } from './pong.ts';

export const ping = (): string => pong();
