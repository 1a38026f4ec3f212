/**
 * A device that keeps one passkey and answers as the standard says (WebAuthn level 2: attestation "none", ES256). It can be told to
 * lie: about who sits before it, about the page it is on, about how often it was used.
 */

export interface Lies {
  /** False: it did not ask for a finger or a code. */
  userVerified?: boolean;
  origin?: string;
  counter?: number;
}

/** What the server says of the ceremony, as far as a device looks at it. */
interface Asked {
  challenge: string;
  rp?: { id?: string };
  rpId?: string;
}

const USER_PRESENT = 1;
const USER_VERIFIED = 4;
const HAS_KEY = 64;
/** COSE (RFC 9053): an EC2 key for ES256 on P-256. */
const COSE_EC2_ES256_P256 = [0x01, 0x02, 0x03, 0x26, 0x20, 0x01];

const utf8 = new TextEncoder();
const bytesOf = (...parts: (Uint8Array | readonly number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const fromBase64url = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

export class Authenticator {
  readonly #keys: CryptoKeyPair;
  readonly #origin: string;
  readonly #id = crypto.getRandomValues(new Uint8Array(32));
  #counter = 0;

  private constructor(keys: CryptoKeyPair, origin: string) {
    this.#keys = keys;
    this.#origin = origin;
  }

  /** @param origin of the page it is used on. */
  static async make(origin: string): Promise<Authenticator> {
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    return new Authenticator(keys as CryptoKeyPair, origin);
  }

  /** Answers a registration. */
  async register(asked: Asked, lies: Lies = {}): Promise<object> {
    const authData = await this.#authData(asked.rp?.id ?? '', HAS_KEY, lies, await this.#attested());
    // CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}
    const attestationObject = bytesOf(
      [0xa3, 0x63],
      utf8.encode('fmt'),
      [0x64],
      utf8.encode('none'),
      [0x67],
      utf8.encode('attStmt'),
      [0xa0, 0x68],
      utf8.encode('authData'),
      [0x58, authData.length],
      authData,
    );
    return this.#answer({
      clientDataJSON: base64url(this.#clientData('webauthn.create', asked.challenge, lies)),
      attestationObject: base64url(attestationObject),
      transports: ['internal'],
    });
  }

  /** Answers a request to sign in. */
  async signIn(asked: Asked, lies: Lies = {}): Promise<object> {
    const authData = await this.#authData(asked.rpId ?? '', 0, lies, []);
    const clientData = this.#clientData('webauthn.get', asked.challenge, lies);
    const signed = bytesOf(authData, await sha256(clientData));
    const raw = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, this.#keys.privateKey, signed);
    return this.#answer({
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(authData),
      signature: base64url(der(new Uint8Array(raw))),
    });
  }

  #answer(response: object): object {
    const id = base64url(this.#id);
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }

  #clientData(type: string, challenge: string, { origin = this.#origin }: Lies): Uint8Array<ArrayBuffer> {
    return bytesOf(utf8.encode(JSON.stringify({ type, challenge, origin, crossOrigin: false })));
  }

  async #authData(
    rpId: string,
    flags: number,
    { userVerified = true, counter = ++this.#counter }: Lies,
    rest: Uint8Array | readonly number[],
  ): Promise<Uint8Array<ArrayBuffer>> {
    const said = flags | USER_PRESENT | (userVerified ? USER_VERIFIED : 0);
    const count = new DataView(new ArrayBuffer(4));
    count.setUint32(0, counter);
    return bytesOf(await sha256(bytesOf(utf8.encode(rpId))), [said], new Uint8Array(count.buffer), rest);
  }

  /** No model, the id and the public key. */
  async #attested(): Promise<Uint8Array> {
    const { x = '', y = '' } = (await crypto.subtle.exportKey('jwk', this.#keys.publicKey)) as JsonWebKey;
    const key = bytesOf(
      [0xa5],
      COSE_EC2_ES256_P256,
      [0x21, 0x58, 32],
      fromBase64url(x),
      [0x22, 0x58, 32],
      fromBase64url(y),
    );
    return bytesOf(new Uint8Array(16), [0, this.#id.length], this.#id, key);
  }
}

/** Two numbers of 32 bytes as the sequence that authenticators send (X.690). */
function der(raw: Uint8Array): Uint8Array {
  const numbers = [raw.slice(0, 32), raw.slice(32)].map((bytes) => {
    const from = bytes.findIndex((byte) => byte !== 0);
    const shortest = bytes.slice(from === -1 ? 31 : from);
    const positive = (shortest[0] ?? 0) > 127 ? [0, ...shortest] : [...shortest];
    return [2, positive.length, ...positive];
  });
  const content = numbers.flat();
  return Uint8Array.from([0x30, content.length, ...content]);
}
