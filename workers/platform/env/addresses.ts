/** Reads the variables that say where things are reachable. */
import type { Addresses } from '#core/link/present.ts';

/** Throws with the name of the variable that is malformed. */
export function readAddresses(env: { API_URL: string; SHORT_ORIGINS: string }): Addresses {
  const parsed = JSON.parse(env.SHORT_ORIGINS) as Record<string, unknown>;
  const shortOrigins = Object.fromEntries(
    Object.entries(parsed).map(([domain, value]) => [domain, readOrigin('SHORT_ORIGINS', String(value))]),
  );
  return { apiUrl: readOrigin('API_URL', env.API_URL), shortOrigins };
}

/** An address without its trailing slash. */
export function readOrigin(name: string, value: string): string {
  if (!URL.canParse(value)) throw new Error(`${name} is not an address: "${value}"`);
  return value.replace(/\/+$/, '');
}
