/** Building blocks of route definitions: success bodies typed for the client, errors documented once for all. */
import type { z } from 'zod';
import { errorBodySchema } from '#core/schema/wire-error.ts';
import { ERROR_STATUS } from '#core/error/app-error.ts';

type Status = 200 | 201;
type JsonResponse<Schema extends z.ZodType> = {
  description: string;
  content: { 'application/json': { schema: Schema } };
};

const ERROR_TEXT: Record<number, string> = {
  400: 'The request could not be read.',
  401: 'No valid credentials.',
  403: 'The credentials do not allow this.',
  404: 'Nothing here under this name in this workspace.',
  409: 'The name is taken, or the object changed meanwhile.',
  422: 'A value was refused; the message names the field and the value.',
  429: 'Too many requests.',
  500: 'Something failed on our side.',
  503: 'A store does not answer at the moment; try again.',
};

const errors = Object.fromEntries(
  Object.values(ERROR_STATUS)
    .filter((status) => ERROR_TEXT[status] !== undefined)
    .map((status) => [
      status,
      { description: ERROR_TEXT[status], content: { 'application/json': { schema: errorBodySchema } } },
    ]),
);

/**
 * Responses of one route: the success body plus every error. Errors are thrown as `AppError`, never returned by a handler, so
 * the type names the success alone and clients read errors in one place.
 */
export function answers<S extends Status, Schema extends z.ZodType>(status: S, description: string, schema: Schema) {
  const success = { [status]: { description, content: { 'application/json': { schema } } } };
  return { ...success, ...errors } as unknown as Record<S, JsonResponse<Schema>>;
}

/** Request body in JSON that must be there. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { body: { required: true, content: { 'application/json': { schema } } } } as const;
}

/** Either credential opens a workspace route; which rights it needs is said in the description. */
export const WORKSPACE_SECURITY = [{ token: [] }, { session: [] }];
