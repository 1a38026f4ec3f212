/** What is measured: each cell is a server and the paths asked of it. */
import type { ServerName } from './servers.ts';

export interface Cell {
  id: string;
  title: string;
  server: ServerName;
  path: (index: number) => string;
  status: number;
  /** Events that one request must put on the queue; `sampled`: some visits of a crowd are kept as orphans, a bounded number. */
  eventsPerRequest: number | 'sampled';
}

const RANDOM_LINKS = 10_000;
/** Keys that are never repeated within a run and look like typed ones. */
const unknown = (index: number): string => `/u${((index * 2_654_435_761) >>> 0).toString(36)}${index.toString(36)}`;

export const CELLS: readonly Cell[] = [
  { id: 'bare', title: '(a) bare 302', server: 'bare', path: () => '/hot', status: 302, eventsPerRequest: 0 },
  { id: 'kv', title: '(b) 302 + one KV read', server: 'kv', path: () => '/hot', status: 302, eventsPerRequest: 0 },
  {
    id: 'queue',
    title: '(c) 302 + one queue send',
    server: 'queue',
    path: () => '/hot',
    status: 302,
    eventsPerRequest: 1,
  },
  { id: 'hot', title: 'hot link, captured', server: 'edge', path: () => '/hot', status: 302, eventsPerRequest: 1 },
  {
    id: 'random',
    title: '10 000 links at random, captured',
    server: 'edge',
    path: () => `/k${Math.floor(Math.random() * RANDOM_LINKS)}`,
    status: 302,
    eventsPerRequest: 1,
  },
  {
    id: 'unknown',
    title: 'unknown keys, never the same',
    server: 'edge',
    path: unknown,
    status: 404,
    eventsPerRequest: 'sampled',
  },
  {
    id: 'targeted',
    title: 'three rules and an A/B split, captured',
    server: 'edge',
    path: () => '/targeted',
    status: 302,
    eventsPerRequest: 1,
  },
];
