/** Names under `localhost`: they reach the visitor's own machine wherever they are typed (RFC 6761 §6.3). */

export function isLocalName(host: string): boolean {
  return host.endsWith('.localhost');
}
