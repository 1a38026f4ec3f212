import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/error.ts';
import { checkValues, errorsFrom, sectionOf } from './errors.ts';
import { fromLocal, toLocal } from './local-time.ts';
import { BLANK, changesBetween, toWire } from './values.ts';

const typed = { ...BLANK, url: 'acme.com/launch', domain: 'go.acme.com' };

describe('what is sent', () => {
  it('completes what people paste', () => {
    expect(changesBetween(BLANK, { ...typed, key: ' /spring ', comments: ' for Ana ' })).toEqual({
      url: 'https://acme.com/launch',
      domain: 'go.acme.com',
      key: 'spring',
      comments: 'for Ana',
    });
  });

  it('asks for a random key by leaving it out', () => {
    expect(changesBetween(BLANK, typed)).toEqual({ url: 'https://acme.com/launch', domain: 'go.acme.com' });
  });

  it('is only what was changed, and null where something was taken away', () => {
    const before = { ...typed, key: 'a', comments: 'old', maxClicks: '5', statusCode: '301' };
    expect(changesBetween(before, { ...before })).toEqual({});
    expect(changesBetween(before, { ...before, comments: '', maxClicks: '', statusCode: '302' })).toEqual({
      comments: null,
      maxClicks: null,
      statusCode: 302,
      cacheSeconds: 0,
    });
  });

  it('takes the dates of a test away with its variants', () => {
    const variants = [
      { url: 'https://a.com', percentage: 50 },
      { url: 'https://b.com', percentage: 50 },
    ];
    const before = { ...typed, variants, testStartedAt: '2027-01-01T00:00' };
    expect(changesBetween(before, { ...before, variants: [] })).toEqual({ testVariants: null, testStartedAt: null });
  });

  it('keeps moments as they were read', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        (date) => {
          const minute = new Date(date.getTime() - (date.getTime() % 60_000)).toISOString();
          const again = fromLocal(toLocal(minute)) ?? '';
          // The hour that a clock repeats in autumn has one name for two moments.
          expect([0, 3_600_000]).toContain(Math.abs(Date.parse(again) - Date.parse(minute)));
        },
      ),
    );
    expect(toWire({ ...typed, expiresAt: 'tomorrow' }).expiresAt).toBeNull();
  });
});

describe('what is wrong before anything is sent', () => {
  it('is said about a destination', () => {
    expect(checkValues({ ...typed, url: ' ' })).toEqual({ url: expect.stringContaining('Paste') });
    expect(checkValues({ ...typed, url: 'launch' })).toEqual({ url: expect.stringContaining('not a web address') });
    expect(checkValues({ ...typed, url: 'javascript:alert(1)' })).toHaveProperty('url');
    expect(checkValues({ ...typed, url: 'com.acme.app://open' })).toEqual({});
    expect(checkValues({ ...typed, url: '', key: '_root' })).toEqual({});
  });

  it('is said about shares, clicks and dates, and the section is known', () => {
    const variants = [
      { url: 'https://a.com', percentage: 50 },
      { url: 'https://b.com', percentage: 40 },
    ];
    expect(checkValues({ ...typed, variants })).toEqual({ testVariants: expect.stringContaining('90 %') });
    expect(sectionOf(checkValues({ ...typed, maxClicks: '0' }))).toBe('schedule');
    expect(checkValues({ ...typed, startsAt: '2027-01-02T00:00', expiresAt: '2027-01-01T00:00' })).toHaveProperty(
      'expiresAt',
    );
    expect(sectionOf({ url: 'x' })).toBeUndefined();
  });
});

describe('what is refused', () => {
  it('stands beside the field it is about, in words for people', () => {
    const taken = new ApiError('conflict', 409, 'key: "sale" is already taken on go.acme.com. Choose another key.');
    expect(errorsFrom(taken)).toEqual({ key: '"sale" is already taken on go.acme.com. Choose another key.' });
    const refused = new ApiError('unprocessable_entity', 422, 'url: must be an http or https address, got "x"');
    expect(errorsFrom(refused)).toEqual({ url: 'Must be an http or https address, got "x"' });
    const foreign = new ApiError('unprocessable_entity', 422, 'domain: is not one of this workspace');
    expect(errorsFrom(foreign)).toEqual({ key: 'Is not one of this workspace' });
  });

  it('names the rule and the condition, and opens their section', () => {
    const rule = errorsFrom(new ApiError('unprocessable_entity', 422, 'rules.1.when.0.is: must be a country, got "X"'));
    expect(rule).toEqual({ rules: 'No. 2, condition 1: must be a country, got "X"' });
    expect(sectionOf(rule)).toBe('targeting');
  });

  it('is not lost when the form does not show what it is about', () => {
    const other = new ApiError('unprocessable_entity', 422, 'webhookIds.0: is required');
    expect(errorsFrom(other)).toEqual({ form: other.message });
    const down = new ApiError('service_unavailable', 503, 'A store does not answer.');
    expect(errorsFrom(down)).toEqual({ form: down.message });
    expect(errorsFrom(new TypeError('x'))).toEqual({ form: expect.stringContaining('Nothing was saved') });
  });
});
