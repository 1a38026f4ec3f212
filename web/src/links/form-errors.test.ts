import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/error.ts';
import { errorsFrom, readDraft } from './form-errors.ts';

const typed = { url: 'acme.com/launch', domain: 'go.acme.com', key: '', comments: '' };

describe('readDraft', () => {
  it('completes what people paste', () => {
    expect(readDraft({ ...typed, key: ' /spring ', comments: ' for Ana ' })).toEqual({
      draft: { url: 'https://acme.com/launch', domain: 'go.acme.com', key: 'spring', comments: 'for Ana' },
    });
  });

  it('asks for a random key by leaving it out', () => {
    expect(readDraft(typed)).toEqual({
      draft: { url: 'https://acme.com/launch', domain: 'go.acme.com', comments: null },
    });
  });

  it('says what is wrong with a destination before anything is sent', () => {
    expect(readDraft({ ...typed, url: ' ' })).toEqual({ errors: { url: expect.stringContaining('Paste') } });
    expect(readDraft({ ...typed, url: 'launch' })).toEqual({
      errors: { url: expect.stringContaining('not a web address') },
    });
  });
});

describe('errorsFrom', () => {
  it('puts each refusal beside the field it is about, in words for people', () => {
    const taken = new ApiError('conflict', 409, 'key: "sale" is already taken on go.acme.com. Choose another key.');
    expect(errorsFrom(taken)).toEqual({ key: '"sale" is already taken on go.acme.com. Choose another key.' });
    const refused = new ApiError('unprocessable_entity', 422, 'url: must be an http or https address, got "x"');
    expect(errorsFrom(refused)).toEqual({ url: 'Must be an http or https address, got "x"' });
    const foreign = new ApiError('unprocessable_entity', 422, 'domain: is not one of this workspace');
    expect(errorsFrom(foreign)).toEqual({ key: 'Is not one of this workspace' });
  });

  it('does not lose a refusal about something the form does not show', () => {
    const other = new ApiError('unprocessable_entity', 422, 'rules.0.url: is required');
    expect(errorsFrom(other)).toEqual({ form: other.message });
  });

  it('keeps everything else where it cannot be overlooked', () => {
    const down = new ApiError('service_unavailable', 503, 'A store does not answer.');
    expect(errorsFrom(down)).toEqual({ form: down.message });
    expect(errorsFrom(new TypeError('x'))).toEqual({ form: expect.stringContaining('Nothing was saved') });
  });
});
