/** The mail provider of the local stack: takes mails as Resend's API does, prints a line for each, and shows them at /mail. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { LOOPBACK } from '../stack/addresses.ts';
import { mailPage } from './page.ts';
import { MailStore } from './store.ts';

export interface Mailbox {
  /** Origin; mails go to `{url}/emails`, people look at `{url}/mail`, programs at `{url}/mail.json?to=`. */
  url: string;
  stop(): Promise<void>;
}

const MAX_MAIL_BYTES = 1_000_000;
/** Any page can send requests to this machine under a name of its own: only these names are answered. */
const LOCAL_NAMES = new Set(['localhost', LOOPBACK]);

export async function startMailbox(
  { folder, port }: { folder: string; port: number },
  say: (line: string) => void,
): Promise<Mailbox> {
  const store = await MailStore.open(folder);
  const server = createServer((request, response) => {
    answer(store, request, response, say).catch((error: unknown) => send(response, 400, { message: String(error) }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });
  const { port: bound } = server.address() as { port: number };
  return {
    url: `http://${LOOPBACK}:${bound}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  store: MailStore,
  request: IncomingMessage,
  response: ServerResponse,
  say: (line: string) => void,
): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? ''}`);
  if (!LOCAL_NAMES.has(url.hostname)) return send(response, 403, { message: 'This mailbox is local.' });
  const call = `${request.method} ${url.pathname}`;
  if (call === 'POST /emails') return take(store, request, response, say);
  if (call === 'GET /mail.json') {
    const to = url.searchParams.get('to');
    const mails = await store.all();
    return send(response, 200, to === null ? mails : mails.filter((mail) => mail.to.includes(to)));
  }
  if (call !== 'GET /mail') return send(response, 404, { message: 'Mails are at /mail.' });
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(mailPage(await store.all()));
}

async function take(
  store: MailStore,
  request: IncomingMessage,
  response: ServerResponse,
  say: (line: string) => void,
): Promise<void> {
  // A form of a foreign page cannot send this type without being asked first.
  if (!request.headers['content-type']?.startsWith('application/json'))
    return send(response, 415, { message: 'JSON only.' });
  const { from, to, subject, text, html, headers = {} } = JSON.parse(await bodyOf(request)) as Record<string, unknown>;
  const id = String(request.headers['idempotency-key'] ?? crypto.randomUUID()).replaceAll(/[^\w-]/g, '');
  const recipients = (Array.isArray(to) ? to : [to]).map(String);
  const mail = {
    from: String(from),
    to: recipients,
    subject: String(subject),
    text: String(text),
    html: String(html),
    headers: headers as Record<string, string>,
  };
  if (await store.add(id, mail)) say(`Mail to ${recipients.join(', ')}: ${mail.subject}`);
  send(response, 200, { id });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_MAIL_BYTES) throw new Error('The mail is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
