/** The api describes itself: a valid OpenAPI 3.1 document that says what is really served. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestStack } from '../support/stack.ts';
import type { Tenant } from '../support/tenant.ts';

interface Document {
  openapi: string;
  paths: Record<string, Record<string, { operationId?: string; summary?: string; responses: Record<string, unknown> }>>;
}

let stack: TestStack;
let tenant: Tenant;
let document: Document;

beforeAll(async () => {
  stack = await TestStack.start();
  tenant = await stack.seedTenant();
  document = (await (await fetch(`${stack.apiUrl}/openapi.json`)).json()) as Document;
});
afterAll(() => stack?.stop());

it('is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(
    structuredClone(document) as object as Record<string, unknown>,
  );
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
  expect(document.openapi).toMatch(/^3\.1\./);
});

it('is the same at the root and under /api/v1', async () => {
  const prefixed = await (await fetch(`${stack.apiUrl}/api/v1/openapi.json`)).json();
  expect(Object.keys((prefixed as Document).paths)).toEqual(Object.keys(document.paths));
});

it('names each operation once and describes its failures', () => {
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(operations.filter(({ operationId, summary }) => !operationId || !summary)).toEqual([]);
});

it('describes only routes that exist: none answers as an unknown address does', async () => {
  const unknown = await stack.api(tenant)<{ error: { message: string } }>('GET', '/no/such/route');
  expect(unknown.status).toBe(404);
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const method of Object.keys(methods)) {
      const answer = await stack.api(tenant)<{ error?: { message: string } }>(
        method.toUpperCase(),
        path.replaceAll(/\{\w+\}/g, 'nothing'),
      );
      expect([path, answer.status, answer.body?.error?.message]).not.toEqual([path, 404, unknown.body.error.message]);
    }
  }
});

describe('the reference page', () => {
  it('is where the root leads, for people and for programs', async () => {
    const entrance = (await (await fetch(`${stack.apiUrl}/`)).json()) as Record<string, string>;
    for (const address of [entrance['reference'], entrance['openapi'], entrance['errors'], entrance['health']])
      expect([address, (await fetch(address ?? '')).status]).toEqual([address, 200]);
    const person = await fetch(`${stack.apiUrl}/`, { headers: { accept: 'text/html,*/*' }, redirect: 'manual' });
    expect([person.status, person.headers.get('location')]).toEqual([302, entrance['reference']]);
  });

  it('shows every operation with a request to try', async () => {
    const page = await (await fetch(`${stack.apiUrl}/docs`)).text();
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    expect(operations.filter(({ operationId }) => !page.includes(`id="${operationId}"`))).toEqual([]);
    expect(page.match(/curl /g)?.length).toBe(operations.length);
  });

  it('runs nothing and loads nothing from elsewhere', async () => {
    for (const path of ['/docs', '/docs/errors', '/api/v1/docs']) {
      const answer = await fetch(stack.apiUrl + path);
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'; style-src 'self'");
      const page = await answer.text();
      expect(page).not.toMatch(/<script|<img|<iframe|style="|\son\w+="/);
      const style = new URL(/<link rel="stylesheet" href="([^"]+)"/.exec(page)?.[1] ?? '', stack.apiUrl + path);
      expect([style.origin, (await fetch(style)).headers.get('content-type')]).toEqual([
        stack.apiUrl,
        'text/css; charset=utf-8',
      ]);
    }
  });
});

it('answers unknown addresses in its one error shape', async () => {
  const { status, body } = await stack.api(tenant)('GET', '/no/such/route');
  expect(status).toBe(404);
  expect(body).toEqual({ error: { code: 'not_found', message: expect.any(String), doc_url: expect.any(String) } });
});
