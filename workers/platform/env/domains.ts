/** Reads the variables about short domains, which the api and the pipeline share. */
import type { Hostnames } from '#core/domain/ports.ts';
import { cloudflareHostnames } from '../cloudflare/custom-hostnames.ts';

export interface DomainConfig {
  /** Domains that every workspace may use. */
  shared: ReadonlySet<string>;
  /** The name customers' CNAME records lead to. */
  target: string;
  /** Undefined without a zone and a token. */
  hostnames: Hostnames | undefined;
}

export interface DomainEnv {
  SHARED_DOMAINS: string;
  DOMAIN_TARGET: string;
  CLOUDFLARE_API_URL: string;
  CLOUDFLARE_ZONE_ID: string;
  CLOUDFLARE_API_TOKEN?: string;
}

/** Throws with the name of the variable that is wrong. */
export function readDomainConfig(env: DomainEnv): DomainConfig {
  const target = env.DOMAIN_TARGET.toLowerCase();
  if (!/^[a-z0-9.-]+$/.test(target)) throw new Error(`DOMAIN_TARGET is not a host name: "${env.DOMAIN_TARGET}"`);
  const { CLOUDFLARE_API_URL: apiUrl, CLOUDFLARE_ZONE_ID: zoneId, CLOUDFLARE_API_TOKEN: token } = env;
  return {
    target,
    shared: new Set(
      env.SHARED_DOMAINS.split(',')
        .map((name) => name.trim().toLowerCase())
        .filter((name) => name !== ''),
    ),
    hostnames: zoneId === '' || !token ? undefined : cloudflareHostnames({ apiUrl, zoneId, token }),
  };
}
