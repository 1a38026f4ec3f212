import { describe, expect, it } from 'vitest';
import { canBeNarrowed, deliveryStanding, explainFailure, healthOf, prettyBody } from './words.ts';

describe('a webhook', () => {
  it.each([
    [{ disabledAt: '2026-11-01T00:00:00Z', consecutiveFailures: 20 }, 'quiet', 'Switched off'],
    [{ disabledAt: null, consecutiveFailures: 0 }, 'ok', 'Healthy'],
    [{ disabledAt: null, consecutiveFailures: 1 }, 'warn', 'Failed just now'],
    [{ disabledAt: null, consecutiveFailures: 5 }, 'danger', 'Failed 5 times in a row'],
  ] as const)('%j is %s', (webhook, tone, label) => {
    expect(healthOf(webhook)).toEqual({ tone, label });
  });

  it('can be narrowed to some links when it hears of what happens on them', () => {
    expect(canBeNarrowed(['link.created', 'sale.created'])).toBe(true);
    expect(canBeNarrowed(['link.created', 'link.deleted'])).toBe(false);
  });
});

describe('a delivery', () => {
  it('is told apart when it waits for its first and for another attempt', () => {
    expect(deliveryStanding({ state: 'waiting', attempts: 0 }).tone).toBe('quiet');
    expect(deliveryStanding({ state: 'waiting', attempts: 2 }).label).toBe('Will be tried again');
  });

  it.each([
    [{ state: 'delivered', status: 200, error: null }, undefined],
    [{ state: 'waiting', status: null, error: null }, undefined],
    [{ state: 'failed', status: 308, error: 'x' }, /redirects are not followed/],
    [{ state: 'waiting', status: 401, error: 'x' }, /signature/],
    [{ state: 'waiting', status: 404, error: 'x' }, /Check the path/],
    [{ state: 'failed', status: 410, error: 'x' }, /switched off/],
    [{ state: 'waiting', status: 503, error: 'x' }, /its own log/],
    [{ state: 'waiting', status: 418, error: 'x' }, /its answer below/],
    [{ state: 'waiting', status: null, error: 'It did not answer within 10 seconds.' }, /ten seconds/],
    [{ state: 'failed', status: null, error: 'The webhook is switched off.' }, /Switch the webhook on/],
    [{ state: 'waiting', status: null, error: 'Connection refused.' }, /no answer/],
  ] as const)('%j is explained', (delivery, words) => {
    if (words) expect(explainFailure(delivery)).toMatch(words);
    else expect(explainFailure(delivery)).toBeUndefined();
  });

  it('shows JSON in lines and anything else as it came', () => {
    expect(prettyBody('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(prettyBody('<html>')).toBe('<html>');
  });
});
