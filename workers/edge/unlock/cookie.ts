/** The cookie that carries a link's unlock token. */
import { UNLOCK_SECONDS } from '#core/link/unlock-token.ts';

const NAME = 'hop_unlock';

/** The token sent with this request, or an empty string. */
export function readUnlockCookie(header: string | null): string {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === NAME) return part.slice(at + 1).trim();
  }
  return '';
}

/** Characters that mean nothing in a cookie's attributes. */
const PLAIN_PATH = /^\/[\w/.~!$'()*+,:@%-]*$/;

/** @param path the link's own path, encoded: the cookie goes nowhere else. `secure` is left out only on plain-http test stacks. */
export function unlockCookie(token: string, path: string, secure: boolean): string {
  return `${NAME}=${token}; Path=${PLAIN_PATH.test(path) ? path : '/'}; Max-Age=${UNLOCK_SECONDS}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}
