import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_CONTENT } from '../link/draft/content.ts';
import { type HazardSource, withParents } from './hazard.ts';
import { refuseHazards } from './screen.ts';

describe('the names a listed host stands for', () => {
  it('are the host and those above it, never a bare ending', () => {
    const label = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.array(label, { minLength: 2, maxLength: 6 }), (labels) => {
        const host = labels.join('.');
        const names = withParents(host);
        expect(names[0]).toBe(host);
        expect(names.at(-1)?.split('.').length).toBe(2);
        expect(names.every((name) => host === name || host.endsWith(`.${name}`))).toBe(true);
      }),
    );
  });
});

describe('a list that does not answer', () => {
  it('stops nobody, is told, and does not silence another one', async () => {
    const told: string[] = [];
    const broken: HazardSource = { name: 'broken', isOwn: false, find: () => Promise.reject(new Error('closed')) };
    const content = { ...EMPTY_CONTENT, url: 'https://bad.test/' };
    const screening = { sources: [broken], lookupFailed: (name: string) => told.push(name) };
    await refuseHazards(screening, content);
    expect(told).toEqual(['broken']);
    const lists: HazardSource = {
      name: 'own',
      isOwn: true,
      find: ([address = '']) => Promise.resolve([{ address, threat: 'phishing' }]),
    };
    await expect(refuseHazards({ ...screening, sources: [broken, lists] }, content)).rejects.toMatchObject({
      code: 'unprocessable_entity',
      message: expect.stringContaining('url: is listed'),
    });
  });
});
