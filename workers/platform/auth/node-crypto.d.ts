/** The part of `node:crypto` that account passwords need; workerd provides it, its own types do not describe it. */
declare module 'node:crypto' {
  export interface ScryptCost {
    N: number;
    r: number;
    p: number;
    /** Bytes; at least 128 × N × r. */
    maxmem: number;
  }
  export interface Bytes extends Uint8Array {
    toString(encoding?: 'hex'): string;
  }
  export function randomBytes(count: number): Bytes;
  export function scrypt(
    password: string,
    salt: string,
    keyBytes: number,
    cost: ScryptCost,
    done: (error: Error | null, key: Bytes) => void,
  ): void;
  export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean;
}
