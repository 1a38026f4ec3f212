import { expect, it } from 'vitest';
import { apiRoutes } from '../../app.ts';
import { documentOf } from '../document.ts';
import { composeExample } from './compose.ts';

it('every field of every answer has an example: what has none is named here', () => {
  const missing: string[] = [];
  documentOf(apiRoutes(), 'https://api.test', (where) => missing.push(where));
  // Say it in the field's schema (`examples`), or for a name that means the same everywhere in values.ts.
  expect(missing).toEqual([]);
});

it('a field that nobody has described is missed, by its path', () => {
  const missing: string[] = [];
  const unheard = { type: 'object', properties: { frobnication: { type: 'string' } }, required: ['frobnication'] };
  const composing = { components: {}, use: 'response' as const, missing: (path: string) => void missing.push(path) };
  composeExample({ type: 'array', items: unheard }, composing, 'things');
  expect(missing).toEqual(['[].frobnication']);
});

it('a request shows what must be there and what its author shows, and no more', () => {
  const text = { type: 'string' };
  const schema = {
    type: 'object',
    required: ['name'],
    properties: { name: text, notes: text, shown: { ...text, examples: ['x'] } },
  };
  const composing = { components: {}, use: 'request' as const, missing: () => {} };
  expect(composeExample(schema, composing, 'things')).toEqual({ name: 'Acme', shown: 'x' });
});
