/** Which browser origins may act with a session cookie: the web app's, and no other. */

/** Names of the same machine: a person may open a local stack under either. */
const LOOPBACK = ['localhost', '127.0.0.1'];

export function trustedOrigins(config: { webUrl: string; apiUrl: string }): ReadonlySet<string> {
  return new Set([config.webUrl, config.apiUrl].flatMap(sameMachine));
}

function sameMachine(address: string): string[] {
  const url = new URL(address);
  if (!LOOPBACK.includes(url.hostname)) return [url.origin];
  return LOOPBACK.map((hostname) => `${url.protocol}//${hostname}${url.port === '' ? '' : `:${url.port}`}`);
}
