// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { PAGE_SIZE } from './queries.ts';
import { totalOf } from './use-pages.ts';

it('a short list is as long as its page, whatever was counted before', () => {
  expect(totalOf(3, undefined)).toBe(3);
  expect(totalOf(3, 4)).toBe(3);
  expect(totalOf(0, 1)).toBe(0);
});

it('a long list does not shrink to one page when a link on it is deleted', () => {
  expect(totalOf(PAGE_SIZE - 1, 230)).toBe(230);
  expect(totalOf(PAGE_SIZE, undefined)).toBe(PAGE_SIZE);
  expect(totalOf(PAGE_SIZE, 230)).toBe(230);
  expect(totalOf(PAGE_SIZE, PAGE_SIZE - 1)).toBe(PAGE_SIZE);
});
