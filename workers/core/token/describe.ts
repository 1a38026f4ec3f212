/** A token in the audit log: what was decided about it, never its hash. */
import type { Token } from './token.ts';

export function describeToken(token: Token): Record<string, unknown> {
  const { kind, name, scopes, userId, machineRole, allowedIps, allowedHosts, expiresAt } = token;
  return { kind, name, scopes, userId, machineRole, allowedIps, allowedHosts, expiresAt };
}

/** The fields in which two states differ. */
export function describeDifference(before: Token, after: Token): { before: object; after: object } {
  const [from, to] = [describeToken(before), describeToken(after)];
  const names = Object.keys(to).filter((name) => JSON.stringify(from[name]) !== JSON.stringify(to[name]));
  const pick = (values: Record<string, unknown>) => Object.fromEntries(names.map((name) => [name, values[name]]));
  return { before: pick(from), after: pick(to) };
}
