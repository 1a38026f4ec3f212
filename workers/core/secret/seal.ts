/** Encrypts what has to be read again later (signing secrets) before it is stored: AES-256-GCM under a key of the instance. */

const IV_BYTES = 12;
const VERSION = 'v1';
const INFO = new TextEncoder().encode('hopline sealed values v1');

export interface Sealer {
  seal(text: string): Promise<string>;
  /** Throws when the text was not sealed with this key, or was changed. */
  open(sealed: string): Promise<string>;
}

/** @param secret at least 32 random characters; the key is derived from it by HKDF-SHA-256 (RFC 5869). */
export function createSealer(secret: string): Sealer {
  let key: Promise<CryptoKey> | undefined;
  const keyOf = (): Promise<CryptoKey> => (key ??= deriveKey(secret));
  return {
    async seal(text) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyOf(), new TextEncoder().encode(text));
      return [VERSION, toBase64(iv), toBase64(new Uint8Array(data))].join('.');
    },
    async open(sealed) {
      const [version, iv, data] = sealed.split('.');
      if (version !== VERSION || iv === undefined || data === undefined) throw new Error('Not a sealed value');
      const algorithm = { name: 'AES-GCM', iv: fromBase64(iv) };
      return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, await keyOf(), fromBase64(data)));
    },
  };
}

async function deriveKey(secret: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), 'HKDF', false, ['deriveKey']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: INFO };
  return crypto.subtle.deriveKey(hkdf, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
