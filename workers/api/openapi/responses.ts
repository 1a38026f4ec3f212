/** Building blocks of route definitions: success bodies typed for the client, errors documented once for all. */
import type { z } from 'zod';
import { errorBodySchema } from '#core/schema/wire-error.ts';
import { ERROR_STATUS, type ErrorCode } from '#core/error/app-error.ts';
import { ERROR_MEANING } from './errors.ts';

type Status = 200 | 201;
type JsonResponse<Schema extends z.ZodType> = {
  description: string;
  content: { 'application/json': { schema: Schema } };
};

/** Codes that only some routes answer, which say so themselves. */
const RARE: ReadonlySet<ErrorCode> = new Set(['invite_expired']);

/** Every refusal, for a route whose success is no JSON. */
export const refusals = Object.fromEntries(
  (Object.entries(ERROR_STATUS) as [ErrorCode, number][])
    .filter(([code]) => !RARE.has(code))
    .map(([code, status]) => [status, errorAnswer(code)]),
);

function errorAnswer(code: ErrorCode): JsonResponse<typeof errorBodySchema> {
  return { description: ERROR_MEANING[code], content: { 'application/json': { schema: errorBodySchema } } };
}

/** For routes that open invitations. */
export function goneAnswer() {
  return { 410: errorAnswer('invite_expired') };
}

/**
 * Responses of one route: the success body plus every error. Errors are thrown as `AppError`, never returned by a handler, so
 * the type names the success alone and clients read errors in one place.
 */
export function answers<S extends Status, Schema extends z.ZodType>(status: S, description: string, schema: Schema) {
  const success = { [status]: { description, content: { 'application/json': { schema } } } };
  return { ...success, ...refusals } as unknown as Record<S, JsonResponse<Schema>>;
}

/** Request body in JSON that must be there. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { body: { required: true, content: { 'application/json': { schema } } } } as const;
}

/** A publishable key opens these, too: routes that a page calls with nobody signed in. */
export const BROWSER_SECURITY = [{ publishable: [] }, { token: [] }];

/** Either credential opens a workspace route; `needs()` adds which permissions it must have (access.ts). */
export const WORKSPACE_SECURITY = [{ token: [] }, { session: [] }];
