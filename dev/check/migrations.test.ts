import { expect, it } from 'vitest';
import { compareChecksums } from './migrations.ts';

const listed = { 'd1/links/0001_links.sql': 'a' };

it('is content when every file is listed and none has changed', () => {
  expect(compareChecksums(listed, listed, false)).toEqual([]);
});

it('catches a changed and a removed file, also when updating', () => {
  expect(compareChecksums(listed, { 'd1/links/0001_links.sql': 'b' }, true)).toHaveLength(1);
  expect(compareChecksums(listed, {}, true)).toHaveLength(1);
});

it('asks for new files to be listed, and updating does so', () => {
  const present = { ...listed, 'd1/links/0002_tags.sql': 'c' };
  expect(compareChecksums(listed, present, false)).toHaveLength(1);
  expect(compareChecksums(listed, present, true)).toEqual([]);
});
