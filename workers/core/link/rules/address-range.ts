/** IP addresses and CIDR blocks as numbers, IPv4 and IPv6. */

interface Address {
  bits: 32 | 128;
  value: bigint;
}

function parseV4(text: string): bigint | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return undefined;
  let value = 0n;
  for (let i = 1; i <= 4; i++) {
    const part = Number(match[i]);
    if (part > 255) return undefined;
    value = (value << 8n) | BigInt(part);
  }
  return value;
}

/** The eight groups of an IPv6 text with at most one `::`, an IPv4 tail already turned into two groups. */
function parseV6(text: string): bigint | undefined {
  let source = text;
  const tail = /(^|:)(\d+\.\d+\.\d+\.\d+)$/.exec(source);
  if (tail?.[2]) {
    const v4 = parseV4(tail[2]);
    if (v4 === undefined) return undefined;
    source = `${source.slice(0, -tail[2].length)}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`;
  }
  const halves = source.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const given = groups.flat();
  if (given.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const missing = 8 - given.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const all =
    halves.length === 1
      ? given
      : [...(groups[0] ?? []), ...Array.from({ length: missing }, () => '0'), ...(groups[1] ?? [])];
  return all.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

/** Parses one address; IPv4 mapped into IPv6 (`::ffff:1.2.3.4`) is the IPv4 address. Undefined when it is none. */
export function parseAddress(text: string): Address | undefined {
  const v4 = parseV4(text);
  if (v4 !== undefined) return { bits: 32, value: v4 };
  if (!text.includes(':')) return undefined;
  const v6 = parseV6(text);
  if (v6 === undefined) return undefined;
  return v6 >> 32n === 0xffffn ? { bits: 32, value: v6 & 0xffffffffn } : { bits: 128, value: v6 };
}

/** True when `address` lies in `block`, a CIDR block or a single address. Malformed input is in nothing. */
export function isWithin(address: string, block: string): boolean {
  const [network = '', prefix, ...more] = block.split('/');
  const ip = parseAddress(address);
  const base = parseAddress(network);
  if (!ip || !base || ip.bits !== base.bits || more.length > 0) return false;
  if (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) return false;
  const length = prefix === undefined ? base.bits : Number(prefix);
  if (length > base.bits) return false;
  const shift = BigInt(base.bits - length);
  return ip.value >> shift === base.value >> shift;
}
