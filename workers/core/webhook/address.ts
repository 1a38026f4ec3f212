/** Checks the address of a webhook as far as the address itself tells; its name is resolved and checked at each delivery. */
import { isLoopbackAddress } from '../outbound/address.ts';
import { refusal } from '../error/refuse.ts';
import { OutboundError } from '../outbound/error.ts';
import { parseTarget, type TargetPolicy } from '../outbound/target.ts';

/** Throws `unprocessable_entity`. Plain http is for a server on a development machine only: the payload names people's doings. */
export function parseWebhookUrl(text: string, policy: TargetPolicy): string {
  try {
    const { url } = parseTarget(text.trim(), policy);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const isLocal = host === 'localhost' || isLoopbackAddress(host);
    if (url.protocol !== 'https:' && !isLocal) throw refusal('url', 'must begin with https://', text);
    return url.href;
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    throw refusal('url', `cannot be a webhook's address: ${error.message.replace(/\.$/, '')}`, text);
  }
}
