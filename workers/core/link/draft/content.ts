/** Everything about a link except its name, id and times; and how input changes it. */
import { refusal } from '../../error/refuse.ts';
import { ROOT_KEY } from '../key-normalise.ts';
import type { UpdateLinkInput } from '../input.ts';
import { type Link, PASSWORD_MASK } from '../link.ts';
import type { References } from '../references.ts';
import { hostOf, parseDestination } from './destination.ts';
import { applySettings, put } from './settings.ts';
import { readUtm, UTM_FIELD_NAMES, writeUtm } from './utm.ts';

export type LinkContent = Pick<
  Link,
  'url' | 'externalId' | 'tenantId' | 'folderId' | 'title' | 'comments' | 'archived' | 'tagIds' | 'settings'
>;

export const EMPTY_CONTENT: LinkContent = {
  url: '',
  externalId: null,
  tenantId: null,
  folderId: null,
  title: null,
  comments: null,
  archived: false,
  tagIds: [],
  settings: {},
};

/** The content after `input`. Fields left out stay. Throws `unprocessable_entity` on the first wrong value. */
export function applyInput(
  current: LinkContent,
  input: UpdateLinkInput,
  key: string | undefined,
  nowMs: number,
  references: References = {},
): LinkContent {
  const url = nextUrl(current.url, input, key);
  const settings = applySettings(current.settings, input, nowMs);
  put(settings, 'utm', readUtm(url) ?? null);
  // Another destination has not failed yet.
  if (url !== current.url) delete settings.fallbackSince;
  return {
    url,
    settings,
    externalId: input.externalId === undefined ? current.externalId : bareExternalId(input.externalId),
    tenantId: textOr(current.tenantId, input.tenantId),
    folderId: references.folderId === undefined ? current.folderId : references.folderId,
    title: textOr(current.title, input.title),
    comments: textOr(current.comments, input.comments),
    archived: input.archived ?? current.archived,
    tagIds: references.tagIds ?? current.tagIds,
  };
}

/** Undefined when the password stays as it is; null when it is removed. */
export function newPassword(input: UpdateLinkInput): string | null | undefined {
  if (input.password === undefined || input.password === PASSWORD_MASK) return undefined;
  return input.password === null || input.password === '' ? null : input.password;
}

/** Hosts of every place the link can lead to. */
export function destinationHosts(content: LinkContent): Map<string, string> {
  const hosts = new Map<string, string>();
  for (const [field, address] of destinationsOf(content)) {
    const host = hostOf(address);
    if (host !== undefined && !hosts.has(host)) hosts.set(host, field);
  }
  return hosts;
}

/** Every address the link can lead to, with the field that names it. */
export function destinationsOf(content: LinkContent): [field: string, address: string][] {
  const { settings } = content;
  const addresses: [string, string | null | undefined][] = [
    ['url', content.url],
    ['expiredUrl', settings.expiredUrl],
    ['fallbackUrl', settings.fallbackUrl],
    ['ios', settings.ios],
    ['android', settings.android],
    ...Object.entries(settings.geo ?? {}).map(([country, url]): [string, string] => [`geo.${country}`, url]),
    ...(settings.split?.variants ?? []).map((variant, index): [string, string] => [
      `testVariants.${index}.url`,
      variant.url,
    ]),
    ...(settings.rules ?? []).flatMap((rule, index): [string, string][] =>
      ('url' in rule.then ? [rule.then.url] : rule.then.split.map((variant) => variant.url)).map((url) => [
        `rules.${index}.then`,
        url,
      ]),
    ),
  ];
  return addresses.flatMap(([field, address]) => (address ? [[field, address]] : []));
}

/** Clients send ids with or without the prefix that addresses them in paths. */
export function bareExternalId(externalId: string | null): string | null {
  const bare = externalId?.replace(/^ext_/, '') ?? null;
  if (bare === '') throw refusal('externalId', 'must have characters after "ext_"', externalId);
  return bare;
}

function nextUrl(current: string, input: UpdateLinkInput, key: string | undefined): string {
  const given = input.url === undefined ? current : input.url.trim();
  if (given === '') {
    if (key === ROOT_KEY) return '';
    throw refusal('url', 'is required', input.url);
  }
  const url = input.url === undefined ? current : parseDestination('url', given);
  return UTM_FIELD_NAMES.some((field) => input[field] !== undefined)
    ? parseDestination('url', writeUtm(url, input))
    : url;
}

function textOr(current: string | null, value: string | null | undefined): string | null {
  if (value === undefined) return current;
  return value === null || value === '' ? null : value;
}
