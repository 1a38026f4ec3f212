/** The DNS, asked over HTTPS in its JSON form (as Cloudflare's and Google's resolvers speak it). */
import { z } from 'zod';
import type { RecordType, Resolver } from '#core/outbound/ports.ts';

const TIMEOUT_MS = 4_000;
/** More than any answer worth reading. */
const MAX_ANSWER_CHARS = 64_000;
/** RFC 1035 §3.2.2, RFC 3596. */
const TYPE_NUMBER: Record<RecordType, number> = { A: 1, NS: 2, CNAME: 5, TXT: 16, AAAA: 28 };
/** RFC 1035 §4.1.1: the name exists, or it does not. */
const NO_ERROR = 0;
const NO_SUCH_NAME = 3;

const answerSchema = z.object({
  Status: z.number(),
  Answer: z.array(z.object({ type: z.number(), data: z.string() })).optional(),
});

/** @param endpoint e.g. `https://cloudflare-dns.com/dns-query`; taken from the configuration, never from input. */
export function dnsOverHttps(endpoint: string): Resolver {
  return {
    async query(name, type) {
      const url = `${endpoint}?name=${encodeURIComponent(name)}&type=${type}`;
      const response = await fetch(url, {
        headers: { accept: 'application/dns-json' },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await response.text();
      if (!response.ok || text.length > MAX_ANSWER_CHARS) throw new Error(`The resolver answered ${response.status}`);
      const { Status, Answer = [] } = answerSchema.parse(JSON.parse(text));
      if (Status !== NO_ERROR && Status !== NO_SUCH_NAME) throw new Error(`The resolver answered with code ${Status}`);
      return Answer.filter((record) => record.type === TYPE_NUMBER[type]).map(({ data }) => readData(type, data));
    },
  };
}

/** TXT data comes as one or more quoted strings; names with their trailing dot. */
function readData(type: RecordType, data: string): string {
  if (type === 'TXT') {
    const parts = data.match(/"(?:[^"\\]|\\.)*"/g);
    return parts ? parts.map((part) => part.slice(1, -1).replace(/\\(.)/g, '$1')).join('') : data;
  }
  return type === 'CNAME' || type === 'NS' ? data.toLowerCase().replace(/\.$/, '') : data;
}
