/** An invitation that waits while its person signs in or up: kept in this tab, because an address in between would be sent to the server. */

const KEY = 'hopline.invitation';

interface Pending {
  token: string;
  email: string;
}

export function readPending(): Pending | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return (kept as Pending | null) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepPending(pending: Pending): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(pending));
  } catch {
    // Storage may be forbidden: the person opens the mail once more after signing in.
  }
}

export function dropPending(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Then nothing was kept.
  }
}

/** The address the invitation was sent to, to begin a form with; empty without one. */
export function pendingEmail(): string {
  return readPending()?.email ?? '';
}
