/** Visitors: requests to short links as browsers and bots in different countries send them. */
import { Agent, request } from 'node:http';

/** What tells one visitor from another. The local runtime takes `request.cf` from the header MF-CF-Blob. */
export interface Visitor {
  country: string;
  continent: string;
  city: string;
  ip: string;
  ua: string;
}

export const BERLIN: Visitor = {
  country: 'DE',
  continent: 'EU',
  city: 'Berlin',
  ip: '198.51.100.10',
  ua: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
};
export const TOKYO: Visitor = {
  country: 'JP',
  continent: 'AS',
  city: 'Tokyo',
  ip: '203.0.113.20',
  ua: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
};
export const SAO_PAULO: Visitor = {
  country: 'BR',
  continent: 'SA',
  city: 'São Paulo',
  ip: '192.0.2.30',
  ua: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
};
export const GOOGLEBOT: Visitor = {
  country: 'US',
  continent: 'NA',
  city: 'Mountain View',
  ip: '66.249.66.1',
  ua: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
};

export interface Answer {
  status: number;
  location: string | undefined;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface VisitOptions {
  method?: 'GET' | 'HEAD';
  /** Name in the Host header, for domains that do not resolve to this machine. */
  host?: string;
  headers?: Record<string, string>;
}

/** The runtime closes a connection that was idle for five seconds; one that is used in that moment would be a visit without an answer. */
const IDLE_MS = 2_000;
/** Connections are kept, as a load tool would; a bounded number of them. */
const agent = new Agent({ keepAlive: true, maxSockets: 16, timeout: IDLE_MS });

/** Visits `url` once and does not follow the redirect. */
export function visit(
  url: string,
  visitor: Visitor,
  { method = 'GET', host, headers = {} }: VisitOptions = {},
): Promise<Answer> {
  const { country, continent, city } = visitor;
  const cf = JSON.stringify({ country, continent, city, asn: 64_496, clientAcceptEncoding: '' });
  const sent = {
    'user-agent': visitor.ua,
    'cf-connecting-ip': visitor.ip,
    // Header values are Latin-1; JSON's escapes carry the rest.
    'mf-cf-blob': cf.replaceAll(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ...(host && { host }),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const sending = request(url, { method, headers: sent, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode = 0, headers: got } = response;
        resolve({
          status: statusCode,
          location: got.location,
          headers: got,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    sending.on('error', reject);
    sending.end();
  });
}
