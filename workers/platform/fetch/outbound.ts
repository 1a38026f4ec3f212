/** Requests to addresses that customers name, opened on the runtime's own `fetch`. */
import { fetchOutbound } from '#core/outbound/fetch.ts';
import type { Outbound, Resolver } from '#core/outbound/ports.ts';

export interface OutboundConfig {
  resolver: Resolver;
  /** See TargetPolicy: true on development machines only. */
  allowLoopback: boolean;
}

/**
 * The check and the request resolve the name one after the other, and a Worker cannot pin the address it has checked. What
 * is left of that gap is closed by the network: see docs/outbound.md.
 */
export function openOutbound({ resolver, allowLoopback }: OutboundConfig): Outbound {
  const ports = { resolver, policy: { allowLoopback }, send: (url: string, init: RequestInit) => fetch(url, init) };
  return (url, options) => fetchOutbound(ports, url, options);
}

/** Reads the variable OUTBOUND_LOOPBACK. Throws unless it is "refuse" or "allow". */
export function readLoopback(value: string): boolean {
  if (value !== 'refuse' && value !== 'allow')
    throw new Error(`OUTBOUND_LOOPBACK must be "refuse" or "allow", got "${value}"`);
  return value === 'allow';
}
