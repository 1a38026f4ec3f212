/** Looks at a page for the person who is about to link to it: its title and pictures, and whether it may be shown in a frame. */
import { AppError } from '../error/app-error.ts';
import { OutboundError } from '../outbound/error.ts';
import type { Outbound, OutboundAnswer, OutboundOptions } from '../outbound/ports.ts';

/** The head of a page is at its beginning; what is cut off is content. */
const PAGE: OutboundOptions = {
  headers: { accept: 'text/html,application/xhtml+xml' },
  timeoutMs: 6_000,
  maxRedirects: 5,
  maxBytes: 512_000,
  tooLong: 'cut',
};
const HTML = /^(?:text\/html|application\/xhtml\+xml)$/;

export interface PageTags {
  title: string | null;
  description: string | null;
  /** Absolute http(s) addresses. */
  image: string | null;
  favicon: string | null;
}

export interface PageReading extends PageTags {
  /** Why there is nothing, as a sentence; null when the page was read. */
  problem: string | null;
}

/** Reads the tags of an HTML page. `base` is where the page came from. */
export type ReadTags = (html: Response, base: string) => Promise<PageTags>;

export interface PageContext {
  outbound: Outbound;
  readTags: ReadTags;
}

const NOTHING: PageTags = { title: null, description: null, image: null, favicon: null };

/** Throws `unprocessable_entity` for an address that may not be asked; a page that cannot be read is an answer. */
export async function readPage({ outbound, readTags }: PageContext, url: string): Promise<PageReading> {
  try {
    const answer = await outbound(url, { ...PAGE, accepts: HTML });
    if (answer.status >= 400) return { ...NOTHING, problem: `The page answers ${answer.status}.` };
    return { ...(await readTags(asHtml(answer), answer.url)), problem: null };
  } catch (error) {
    return { ...NOTHING, problem: sentenceOf(error) };
  }
}

export interface FrameVerdict {
  iframeable: boolean;
  reason: string | null;
}

/** Whether a browser shows the page in a frame of another origin. Throws as above. */
export async function canFrame(outbound: Outbound, url: string): Promise<FrameVerdict> {
  try {
    const { status, headers } = await outbound(url, { ...PAGE, maxBytes: 1 });
    if (status >= 400) return { iframeable: false, reason: `The page answers ${status}.` };
    return judgeFrame(headers);
  } catch (error) {
    return { iframeable: false, reason: sentenceOf(error) };
  }
}

/** `frame-ancestors` wins over X-Frame-Options (CSP Level 3 §6.4.2); only a list with `*` or `https:` lets any origin in. */
export function judgeFrame(headers: Headers): FrameVerdict {
  const policies = (headers.get('content-security-policy') ?? '').split(',');
  const ancestors = policies.flatMap((policy) => {
    const directive = policy.split(';').find((each) => /^\s*frame-ancestors(?:\s|$)/i.test(each));
    return directive === undefined ? [] : [directive.trim().split(/\s+/).slice(1)];
  });
  if (ancestors.length > 0) {
    const open = ancestors.every((sources) =>
      sources.some((source) => source === '*' || source.toLowerCase() === 'https:'),
    );
    return open
      ? { iframeable: true, reason: null }
      : { iframeable: false, reason: 'Its Content-Security-Policy names who may frame it.' };
  }
  const options = headers.get('x-frame-options')?.trim().toLowerCase() ?? '';
  const isClosed = options.split(',').some((each) => ['deny', 'sameorigin'].includes(each.trim()));
  return isClosed
    ? { iframeable: false, reason: `It sends X-Frame-Options: ${options}.` }
    : { iframeable: true, reason: null };
}

/** In the encoding that the server names, or the page itself at its beginning. */
function asHtml({ body, headers }: OutboundAnswer): Response {
  const named = /charset\s*=\s*["']?([\w-]+)/i.exec(headers.get('content-type') ?? '')?.[1];
  const beginning = new TextDecoder('latin1').decode(body.slice(0, 1_024));
  const charset = named ?? /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(beginning)?.[1] ?? 'utf-8';
  const response = { headers: { 'content-type': 'text/html; charset=utf-8' } };
  try {
    return new Response(new TextDecoder(charset).decode(body), response);
  } catch {
    return new Response(new TextDecoder().decode(body), response);
  }
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof OutboundError)) throw error;
  if (error.failure === 'address' || error.failure === 'private')
    throw new AppError('unprocessable_entity', `url: ${error.message}`, { cause: error });
  return error.failure === 'content-type' ? 'It is no HTML page.' : error.message;
}
