/** Can a name be registered here? This instance sells no names, and says so in the shape that clients expect. */
import type { Actor } from '../access/actor.ts';
import { requireScope } from '../access/actor.ts';
import { AppError } from '../error/app-error.ts';
import type { DomainStatus } from './wire.ts';

/** No registrar is connected, so no name is available, whatever the world's registries say. */
export function domainStatus(actor: Actor, names: string[]): DomainStatus[] {
  requireScope(actor, 'domains.read');
  return names.map((domain) => ({
    domain: domain.toLowerCase(),
    available: false,
    premium: null,
    prices: null,
    price: null,
  }));
}

/** Throws `forbidden`, always: with the way that does lead to a domain. */
export function registerDomain(actor: Actor, name: string): never {
  requireScope(actor, 'domains.write');
  throw new AppError(
    'forbidden',
    `This instance has no registrar. Register ${name} anywhere, then add it with POST /domains.`,
  );
}
