import { describe, expect, it } from 'vitest';
import type { ShownDocument } from '#core/reference/document.ts';
import { partsOf } from './find.ts';
import { environment, LANGUAGES, sampleOf, TASKS } from './samples.ts';

const document: ShownDocument = {
  info: { title: '', version: '' },
  tags: [{ name: 'Tags' }, { name: 'Links', description: 'Short links.' }],
  paths: {
    '/links': {
      get: { operationId: 'listLinks', summary: 'List links', tags: ['Links'] },
      post: { operationId: 'createLink', summary: 'Create a link', tags: ['Links'] },
    },
    '/tags': { post: { operationId: 'createTag', summary: 'Create a tag', tags: ['Tags'] } },
    '/alone': { get: { summary: 'Without a tag' } },
  },
};
const found = (typed: string) =>
  partsOf(document, typed).map(({ name, operations }) => [name, operations.map(({ id }) => id)]);

describe('the reference', () => {
  it('stands in the order of its parts, and nothing is left out', () => {
    expect(found('')).toEqual([
      ['Tags', ['createTag']],
      ['Links', ['listLinks', 'createLink']],
      ['Other', ['get/alone']],
    ]);
  });

  it('is found by address, method, name and part; every word must fit', () => {
    expect(found('create')).toEqual([
      ['Tags', ['createTag']],
      ['Links', ['createLink']],
    ]);
    expect(found('POST /links')).toEqual([['Links', ['createLink']]]);
    expect(found('create nothing')).toEqual([]);
  });
});

describe('the samples', () => {
  it('name the address of this very API and never hold a secret', () => {
    for (const language of LANGUAGES)
      for (const task of TASKS) {
        const code = sampleOf(task, language, 'https://api.acme.test');
        expect(code).toContain('https://api.acme.test');
        expect(code).toContain('HOPLINE_TOKEN');
        expect(code).not.toContain('hop_');
      }
    expect(environment(undefined)).toBe('export HOPLINE_TOKEN=hop_…');
    expect(environment('hop_x')).toBe('export HOPLINE_TOKEN=hop_x');
  });
});
