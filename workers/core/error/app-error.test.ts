import { describe, expect, it } from 'vitest';
import { AppError, ERROR_STATUS, toErrorBody } from './app-error.ts';

describe('toErrorBody', () => {
  it('gives each code its one status and a paragraph to read', () => {
    for (const [code, status] of Object.entries(ERROR_STATUS)) {
      const shaped = toErrorBody(
        new AppError(code as keyof typeof ERROR_STATUS, 'Say why.'),
        'https://docs.test/errors',
      );
      expect(shaped).toEqual({
        status,
        body: { error: { code, message: 'Say why.', doc_url: `https://docs.test/errors#${code}` } },
      });
    }
  });

  it('tells the caller nothing about an unknown error', () => {
    const shaped = toErrorBody(new Error('D1_ERROR: secret table'), 'https://docs.test/errors');
    expect(shaped.status).toBe(500);
    expect(JSON.stringify(shaped.body)).not.toContain('secret');
  });

  it('knows an error of its own that one of our objects threw, and no other object’s', () => {
    const remote = Object.assign(new Error('Moving.'), { code: 'service_unavailable', remote: true });
    expect(toErrorBody(remote, '')).toMatchObject({ status: 503, body: { error: { message: 'Moving.' } } });
    const foreign = Object.assign(new Error('secret'), { code: 'ENOENT', remote: true });
    expect(toErrorBody(foreign, '').status).toBe(500);
  });

  it('marks only passing troubles as retryable', () => {
    expect(new AppError('rate_limit_exceeded', '').retryable).toBe(true);
    expect(new AppError('unprocessable_entity', '').retryable).toBe(false);
  });
});
