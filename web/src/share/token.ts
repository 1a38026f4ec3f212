/** What unlocked a page, kept as long as the tab: a reload asks for no password. */

const nameOf = (key: string) => `hopline.shared.${key}`;

export function keptToken(key: string): string | undefined {
  try {
    return sessionStorage.getItem(nameOf(key)) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepToken(key: string, token: string): void {
  try {
    sessionStorage.setItem(nameOf(key), token);
  } catch {
    // Storage may be forbidden: then it lasts as long as the page.
  }
}
