/** The network an address stands for: one household or server of IPv6 has a whole /64 to choose addresses from. */
import { parseAddress } from '../link/rules/address-range.ts';

const HOST_BITS = 64n;

/** A stable text for the network; text that is no address stands for itself. */
export function networkOf(address: string): string {
  const parsed = parseAddress(address);
  if (!parsed) return address;
  return parsed.bits === 32 ? `4:${parsed.value}` : `6:${parsed.value >> HOST_BITS}`;
}
