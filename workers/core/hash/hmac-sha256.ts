/**
 * HMAC-SHA-256 (RFC 2104, FIPS 180-4), synchronous. WebCrypto computes the same behind a promise, and on the redirect path that
 * detour costs more than the rest of the click; equality with WebCrypto is tested. Not constant-time in its key: for hashing, not for proof.
 */

const BLOCK_BYTES = 64;
const STATE_WORDS = 8;

const isPrime = (n: number): boolean => {
  for (let i = 2; i * i <= n; i++) if (n % i === 0) return false;
  return true;
};
const PRIMES = Array.from({ length: 312 }, (_, n) => n).filter((n) => n > 1 && isPrime(n));
/** First 32 bits of the fractional part of a root, as the standard derives its constants. */
const fraction = (root: number): number => ((root % 1) * 2 ** 32) | 0;

const ROUND_CONSTANTS = Int32Array.from(PRIMES.slice(0, 64), (prime) => fraction(Math.cbrt(prime)));
const INITIAL = Int32Array.from(PRIMES.slice(0, STATE_WORDS), (prime) => fraction(Math.sqrt(prime)));

/** Scratch of one call: nothing here is awaited, so calls never overlap. */
const schedule = new Int32Array(64);

function compress(state: Int32Array, bytes: Uint8Array, offset: number): void {
  for (let i = 0, at = offset; i < 16; i++, at += 4) {
    schedule[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }
  for (let i = 16; i < 64; i++) {
    const x = schedule[i - 15]!;
    const y = schedule[i - 2]!;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    schedule[i] = (schedule[i - 16]! + s0 + schedule[i - 7]! + s1) | 0;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUND_CONSTANTS[i]! + schedule[i]!) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}

/** Padding of one call: a message's last bytes, the end mark and the length. No DataView: it would draw memory from outside the heap. */
const tail = new Uint8Array(2 * BLOCK_BYTES);
/** The inner hash as the outer one takes it in. */
const innerDigest = new Uint8Array(4 * STATE_WORDS);

function putWord(bytes: Uint8Array, at: number, word: number): void {
  bytes[at] = word >>> 24;
  bytes[at + 1] = word >>> 16;
  bytes[at + 2] = word >>> 8;
  bytes[at + 3] = word;
}

/** Hashes the first `length` bytes on top of a state that has already taken in `taken` bytes (a multiple of a block). */
function finish(start: Int32Array, message: Uint8Array, length: number, taken: number): Int32Array {
  const state = start.slice();
  const rest = length % BLOCK_BYTES;
  const whole = length - rest;
  for (let at = 0; at < whole; at += BLOCK_BYTES) compress(state, message, at);
  const end = rest < BLOCK_BYTES - 8 ? BLOCK_BYTES : 2 * BLOCK_BYTES;
  for (let i = 0; i < rest; i++) tail[i] = message[whole + i]!;
  tail[rest] = 0x80;
  tail.fill(0, rest + 1, end - 4);
  putWord(tail, end - 4, (taken + length) * 8);
  for (let at = 0; at < end; at += BLOCK_BYTES) compress(state, tail, at);
  return state;
}

function putState(bytes: Uint8Array, state: Int32Array): void {
  for (let i = 0; i < STATE_WORDS; i++) putWord(bytes, 4 * i, state[i]!);
}

/** A key with its two padded blocks already hashed: each message then costs only its own blocks. */
export interface HmacKey {
  inner: Int32Array;
  outer: Int32Array;
}

export function hmacKey(secret: Uint8Array): HmacKey {
  const block = new Uint8Array(BLOCK_BYTES);
  if (secret.length > BLOCK_BYTES) putState(block, finish(INITIAL, secret, secret.length, 0));
  else block.set(secret);
  const padded = (pad: number): Int32Array => {
    const state = INITIAL.slice();
    compress(
      state,
      block.map((byte) => byte ^ pad),
      0,
    );
    return state;
  };
  return { inner: padded(0x36), outer: padded(0x5c) };
}

/** The digest as eight signed 32-bit words, most significant first, of the first `length` bytes: at most 512 MB. */
export function hmacSha256(key: HmacKey, message: Uint8Array, length: number = message.length): Int32Array {
  putState(innerDigest, finish(key.inner, message, length, BLOCK_BYTES));
  return finish(key.outer, innerDigest, innerDigest.length, BLOCK_BYTES);
}
