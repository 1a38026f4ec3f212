/** The page that asks for a link's password. */
import { PAGE_HEADERS, renderPage } from './shell.ts';

/** `wrong`: an attempt failed. `waitSeconds`: too many did. */
export interface PasswordState {
  wrong?: boolean;
  waitSeconds?: number;
}

function alertOf(state: PasswordState): string {
  if (state.waitSeconds !== undefined)
    return `<p role="alert">Too many attempts. Try again in ${Math.ceil(state.waitSeconds / 60)} min.</p>`;
  return state.wrong ? '<p role="alert">That is not the password. Try again.</p>' : '';
}

/** 401 until the password is right, 429 after too many attempts. */
export function passwordPage(state: PasswordState = {}): Response {
  const body = `<h1>This link has a password</h1><p>Enter it to continue.</p>${alertOf(state)}<form method="post"><input type="password" name="password" aria-label="Password" autocomplete="current-password" maxlength="190" required autofocus><button>Continue</button></form>`;
  const waiting = state.waitSeconds !== undefined;
  const headers: Record<string, string> = {
    ...PAGE_HEADERS,
    'X-Hopline-Reason': waiting ? 'too-many-attempts' : 'password',
  };
  if (waiting) headers['Retry-After'] = String(Math.ceil(state.waitSeconds ?? 1));
  return new Response(renderPage('Password needed', body), { status: waiting ? 429 : 401, headers });
}
