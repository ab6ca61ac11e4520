import { nocodb } from './nocodb/nocodb.ts';
import { payload } from './payload/payload.ts';
import type { Peer } from './peer.ts';
import { redmine } from './redmine/redmine.ts';
import { strapi } from './strapi/strapi.ts';

export const peers: Record<string, Peer | undefined> = { strapi, payload, nocodb, redmine };
