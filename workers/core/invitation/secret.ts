/** The secret of an invitation: it stands in the mail only, the store has its hash. */

const SECRET_BYTES = 32;

export interface InvitationSecret {
  secret: string;
  hash: string;
}

export async function newInvitationSecret(): Promise<InvitationSecret> {
  const secret = hex(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
  return { secret, hash: await hashInvitationSecret(secret) };
}

/** SHA-256 in hex: 256 random bits need no slow hash. */
export async function hashInvitationSecret(secret: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
