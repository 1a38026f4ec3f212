/** The foreign list of dangerous addresses, spoken to as its API wants it, over a real connection. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { safeBrowsing } from '#platform/fetch/safe-browsing.ts';

interface Question {
  key: string | undefined;
  body: { threatInfo: { threatTypes: string[]; threatEntries: { url: string }[] } };
}

let server: Server;
let questions: Question[] = [];
let answer: { status: number; body: string };

beforeAll(async () => {
  server = createServer((request, response) => void answerTo(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function answerTo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = JSON.parse(await textOf(request)) as Question['body'];
  questions.push({ key: request.headers['x-goog-api-key'] as string, body });
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function listThatAnswers(status: number, body: unknown) {
  questions = [];
  answer = { status, body: JSON.stringify(body) };
  return safeBrowsing({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/find`, key: 'secret-key' });
}

it('asks about all addresses at once, with the key in a header and not in an address', async () => {
  const list = listThatAnswers(200, {});
  expect(await list.find(['https://a.test/', 'https://b.test/x'])).toEqual([]);
  expect(questions.map(({ key }) => key)).toEqual(['secret-key']);
  expect(questions[0]?.body.threatInfo.threatEntries).toEqual([
    { url: 'https://a.test/' },
    { url: 'https://b.test/x' },
  ]);
});

it('says which address is listed, and as what', async () => {
  const match = { threatType: 'SOCIAL_ENGINEERING', threat: { url: 'https://b.test/x' } };
  const found = await listThatAnswers(200, { matches: [match] }).find(['https://a.test/', 'https://b.test/x']);
  expect(found).toEqual([{ address: 'https://b.test/x', threat: 'phishing' }]);
});

it('fails when the list does not answer, or answers nonsense', async () => {
  await expect(listThatAnswers(503, {}).find(['https://a.test/'])).rejects.toThrow('503');
  await expect(listThatAnswers(200, { matches: 'many' }).find(['https://a.test/'])).rejects.toThrow('matches');
});
