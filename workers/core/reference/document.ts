/** The part of the OpenAPI document that its references show. */
import type { Permission } from '../access/permissions.ts';
import type { JsonSchema } from './schema.ts';

export interface ShownParameter {
  $ref?: string;
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: JsonSchema & { description?: string };
  example?: unknown;
}
export interface ShownMedia {
  schema?: JsonSchema;
  example?: unknown;
}
export interface ShownAnswer {
  $ref?: string;
  description?: string;
  content?: Record<string, ShownMedia>;
}
export interface ShownOperation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: Record<string, unknown>[];
  parameters?: ShownParameter[];
  requestBody?: { content: Record<string, ShownMedia> };
  responses?: Record<string, ShownAnswer>;
  'x-permissions'?: Permission[];
}
export interface ShownDocument {
  info: { title: string; version: string; description?: string };
  servers?: { url: string }[];
  tags?: { name: string; description?: string }[];
  paths?: Record<string, object>;
  components?: {
    schemas?: object;
    parameters?: object;
    responses?: object;
  };
}

export interface NamedOperation extends ShownOperation {
  method: string;
  path: string;
  id: string;
}

/** In the order of the document. */
export function operationsOf({ paths = {} }: ShownDocument): NamedOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, ShownOperation>).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
      id: operation.operationId ?? `${method}${path}`,
    })),
  );
}

/** A parameter itself, or the shared one it refers to. */
export function parameterOf(parameter: ShownParameter, { components }: ShownDocument): ShownParameter {
  const name = parameter.$ref?.split('/').at(-1);
  if (name === undefined) return parameter;
  return (components?.parameters as Record<string, ShownParameter> | undefined)?.[name] ?? parameter;
}
