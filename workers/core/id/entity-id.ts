/** Ids of things people name: a prefix that says the kind, then a ULID (time-ordered, 80 random bits). */
import { ulid } from 'ulid';

export const ID_PREFIX = {
  user: 'user',
  workspace: 'ws',
  domain: 'dom',
  link: 'link',
  token: 'tok',
  tag: 'tag',
  folder: 'fold',
  customer: 'cus',
  utmTemplate: 'utm',
  comment: 'comm',
  segment: 'seg',
  share: 'shr',
  schedule: 'rep',
  annotation: 'note',
  auditEntry: 'aud',
  import: 'imp',
  export: 'exp',
  move: 'mov',
  invitation: 'inv',
  mail: 'mail',
  webhook: 'wh',
  delivery: 'whd',
  event: 'evt',
  case: 'case',
} as const;

export type EntityKind = keyof typeof ID_PREFIX;

/** e.g. `newEntityId('link', Date.now())` → `link_01JD…` (26 Crockford base32 characters after the prefix). */
export function newEntityId(kind: EntityKind, nowMs: number): string {
  return `${ID_PREFIX[kind]}_${ulid(nowMs)}`;
}
