/** R2 that refuses some writes. */
import type { Dice } from './dice.ts';

/** @param share asked at each write. */
export function faultyVault(vault: R2Bucket, dice: Dice, share: () => number): R2Bucket {
  return new Proxy(vault, {
    get(target, name) {
      if (name === 'put' && dice.strikes('R2 write refused', share()))
        return () => Promise.reject(new Error('put: We encountered an internal error. Please try again. (10001)'));
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
