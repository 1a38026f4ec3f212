/** The secret of an invitation: it stands in the mail only, the store has its hash. */
import { hexOf, sha256Hex } from '../hash/sha256-hex.ts';

const SECRET_BYTES = 32;

export interface InvitationSecret {
  secret: string;
  hash: string;
}

export async function newInvitationSecret(): Promise<InvitationSecret> {
  const secret = hexOf(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
  return { secret, hash: await hashInvitationSecret(secret) };
}

/** SHA-256 in hex: 256 random bits need no slow hash. */
export function hashInvitationSecret(secret: string): Promise<string> {
  return sha256Hex(secret);
}
