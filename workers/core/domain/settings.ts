/** Lays the fields of an input over a domain's settings. Undefined keeps, null or blank clears. */
import { refusal } from '../error/refuse.ts';
import { hostOf, parseWebAddress } from '../link/draft/destination.ts';
import type { Domain } from './domain.ts';
import type { UpdateDomainInput } from './wire.ts';

const PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*$/;

type Settings = Omit<UpdateDomainInput, 'slug'>;

/** Throws `unprocessable_entity` and names the field. */
export function applySettings(domain: Domain, input: Settings): Domain {
  const address = (field: 'notFoundUrl' | 'expiredUrl') =>
    laid(domain[field], input[field], (text) => parsePageElsewhere(field, text, domain.slug));
  const file = (field: 'appleAppSiteAssociation' | 'assetLinks', isList: boolean) =>
    laid(domain[field], input[field], (text) => parseAppFile(field, text, isList));
  return {
    ...domain,
    archived: input.archived ?? domain.archived,
    caseSensitive: input.caseSensitive ?? domain.caseSensitive,
    notFoundUrl: address('notFoundUrl'),
    expiredUrl: address('expiredUrl'),
    placeholder: laid(domain.placeholder, input.placeholder, (text) => text.trim()),
    logo: laid(domain.logo, input.logo, parseLogo),
    appleAppSiteAssociation: file('appleAppSiteAssociation', false),
    assetLinks: file('assetLinks', true),
  };
}

function laid(current: string | null, value: string | null | undefined, read: (text: string) => string): string | null {
  if (value === undefined) return current;
  return value === null || value.trim() === '' ? null : read(value);
}

/** A page on the domain itself could be unknown or expired in its turn, and lead in a circle. */
function parsePageElsewhere(field: string, text: string, slug: string): string {
  const address = parseWebAddress(field, text);
  if (hostOf(address) === slug) throw refusal(field, 'must not be on this domain: it could lead to itself', text);
  return address;
}

function parseLogo(text: string): string {
  if (PICTURE.test(text)) return text;
  if (text.startsWith('data:')) throw refusal('logo', 'must be a PNG, JPEG, GIF or WebP picture in base64');
  return parseWebAddress('logo', text);
}

function parseAppFile(field: string, text: string, isList: boolean): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refusal(field, 'must be JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== isList)
    throw refusal(field, isList ? 'must be a JSON list of statements' : 'must be a JSON object');
  return text;
}
