/** Which host names may become short domains, in the one form they are stored in. */
import punycode from 'punycode/';
import { getDomain } from 'tldts';
import { refusal } from '../error/refuse.ts';
import { isLocalName } from './local-name.ts';
import { disguiseOf } from './disguise.ts';

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** Names that are never public (RFC 6761, RFC 8375): nobody could reach a short link there. */
const PRIVATE =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa|invalid|onion|arpa)$/;

export interface HostRules {
  /** Host names this instance answers at itself. */
  reserved: ReadonlySet<string>;
  /** Development machine: `*.localhost` may be a domain. */
  allowLocal: boolean;
}

/** Lower case, punycode, no trailing dot. Throws `unprocessable_entity` with the reason. */
export function parseHostName(field: string, text: string, rules: HostRules): string {
  const host = toAscii(field, text);
  if (isLocalName(host)) {
    if (rules.allowLocal) return host;
    throw refusal(field, 'must be a public host name', text);
  }
  if (PRIVATE.test(host)) throw refusal(field, 'must be a public host name', text);
  if (rules.reserved.has(host)) throw refusal(field, 'is an address of this service itself', text);
  if (getDomain(host, { allowPrivateDomains: true }) === null)
    throw refusal(field, 'must be a domain somebody can own, such as go.acme.com', text);
  const disguise = disguiseOf(punycode.toUnicode(host));
  if (disguise) throw refusal(field, disguise, text);
  return host;
}

/** People paste addresses and write scripts; the DNS knows letters, digits and hyphens. */
function toAscii(field: string, text: string): string {
  const bare = text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/+$/, '')
    .replace(/\.$/, '');
  const wrong = () => refusal(field, 'must be a host name such as go.acme.com', text);
  if (bare === '' || /[\s/?#@:[\]\\%]/.test(bare) || !URL.canParse(`https://${bare}`)) throw wrong();
  const host = new URL(`https://${bare}`).hostname;
  const labels = host.split('.');
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)) || /^\d+$/.test(labels.at(-1) ?? ''))
    throw wrong();
  return host;
}
