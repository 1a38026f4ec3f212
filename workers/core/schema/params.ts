/** Schemas of query parameters: strings on the wire, typed values after parsing. */
import { z } from 'zod';

/** A whole number in `min..max`; the document shows it as an integer, clients send digits. */
export function integerParam(min: number, max: number, description: string) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .pipe(z.number().int().min(min, message).max(max, message))
    .meta({ type: 'integer', minimum: min, maximum: max, pattern: undefined, description });
}

/** `true` or `false`, as every client of this wire format writes booleans; `1` or `0`, as people write them into an address. */
export function booleanParam(description: string) {
  return z
    .enum(['true', 'false', '1', '0'], 'must be true or false')
    .transform((text) => text === 'true' || text === '1')
    .meta({ type: 'boolean', enum: undefined, description });
}

/** One value, a comma list, or the parameter repeated; always a list after parsing, without empty entries. */
export function listParam(maxItems: number, description: string) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform((value) =>
      (Array.isArray(value) ? value : [value])
        .flatMap((part) => part.split(','))
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(z.string()).max(maxItems, `must name at most ${maxItems}`))
    .meta({ description });
}
