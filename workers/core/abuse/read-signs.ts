/** Reads an address for signs of abuse. Pure: the same address always gives the same signs, and nothing is asked. */
import punycode from 'punycode/';
import { parse } from 'tldts';
import { disguiseOf } from '../domain/disguise.ts';
import { schemeOf } from '../link/scheme.ts';
import { impersonates } from './brand.ts';
import { SHORTENERS } from './shorteners.ts';
import { type Signal, signal } from './signal.ts';

/** Names before the domain: `a.b.c.example.com` has three. */
const MAX_USUAL_NAMES = 3;
const PROGRAM = /\.(?:exe|msi|scr|bat|cmd|com|pif|vbs|js|jar|apk|dmg|pkg|iso|img|hta|lnk|ps1|xlsm|docm)$/i;
/** Only as whole words: `blog` is no `log in`. */
const LOGIN =
  /(?:^|[^a-z])(?:log-?in|log-?on|sign-?in|verif(?:y|ication)|secur(?:e|ity)|account|auth|2fa|unlock|billing|payment|wallet|recover|confirm|password|passwort|konto)(?![a-z])/i;

/** No signs for the address of an app: it opens nothing but what is installed. */
export function readSigns(address: string): Signal[] {
  const scheme = schemeOf(address);
  if ((scheme !== 'http' && scheme !== 'https') || !URL.canParse(address)) return [];
  const url = new URL(address);
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  const found = parse(host, { allowPrivateDomains: true });
  const shown = punycode.toUnicode(host);
  const asksToSignIn = LOGIN.test(`${shown} ${url.pathname}`);
  const signals: Signal[] = [...ofName(host, shown, found, asksToSignIn), ...ofRest(url)];
  if (asksToSignIn) signals.push(signal('login', `"${LOGIN.exec(`${shown} ${url.pathname}`)?.[0].trim() ?? ''}"`));
  return signals;
}

type Parsed = ReturnType<typeof parse>;

function ofName(host: string, shown: string, found: Parsed, asksToSignIn: boolean): Signal[] {
  if (found.isIp === true || host.startsWith('[')) return [signal('ip', host)];
  const signals: Signal[] = [];
  const disguise = disguiseOf(shown);
  if (disguise) signals.push(signal('disguised', disguise));
  const taken = impersonates(shown, found, asksToSignIn);
  if (taken) signals.push(taken);
  if (shown !== host) signals.push(signal('foreign', shown));
  const names = found.subdomain ? found.subdomain.split('.').length : 0;
  if (names > MAX_USUAL_NAMES) signals.push(signal('deep', `${names} names before ${found.domain ?? host}`));
  if (found.isPrivate === true) signals.push(signal('hosted', found.publicSuffix ?? ''));
  if (SHORTENERS.has(host.replace(/^www\./, ''))) signals.push(signal('shortener', host));
  return signals;
}

function ofRest(url: URL): Signal[] {
  const signals: Signal[] = [];
  if (url.username !== '' || url.password !== '') signals.push(signal('credentials', 'a user name before the host'));
  const program = PROGRAM.exec(url.pathname)?.[0];
  if (program !== undefined) signals.push(signal('download', program));
  if (url.port !== '') signals.push(signal('port', url.port));
  return signals;
}
