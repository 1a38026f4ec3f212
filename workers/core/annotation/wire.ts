/** Annotations on the wire. */
import { z } from 'zod';
import type { Annotation } from './annotation.ts';

/** A sentence or two: it is read beside a chart. */
const MAX_TEXT_CHARS = 280;
/** No event of ours is older, and nobody plans further. */
const FIRST_DAY = '2010-01-01';
const LAST_DAY = '2100-12-31';

const day = z.iso
  .date()
  .refine((text) => text >= FIRST_DAY && text <= LAST_DAY, `must lie between ${FIRST_DAY} and ${LAST_DAY}`)
  .meta({ description: 'Day on the calendar, `YYYY-MM-DD`.', examples: ['2026-11-21'] });
const text = z
  .string()
  .trim()
  .min(1)
  .max(MAX_TEXT_CHARS)
  .meta({ description: 'What happened.', examples: ['Newsletter sent to 12,000 readers'] });

export const createAnnotationSchema = z.object({ day, text });
export const updateAnnotationSchema = z.object({ day: day.optional(), text: text.optional() });
export type CreateAnnotationInput = z.output<typeof createAnnotationSchema>;
export type UpdateAnnotationInput = z.output<typeof updateAnnotationSchema>;

export const listAnnotationsSchema = z.object({
  from: day.optional().meta({ description: 'First day; from the beginning when absent.', examples: ['2026-11-01'] }),
  to: day.optional().meta({ description: 'Last day; to the end when absent.', examples: ['2026-11-30'] }),
});
export type ListAnnotationsQuery = z.output<typeof listAnnotationsSchema>;

export const annotationSchema = z
  .object({
    id: z.string(),
    day,
    text,
    createdBy: z.string().meta({ description: 'Id of who wrote it.', examples: ['user_01KAJ2X8Q5N7V3M9T4R6W1YB0C'] }),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Annotation' });
export type WireAnnotation = z.infer<typeof annotationSchema>;

export function presentAnnotation(annotation: Annotation): WireAnnotation {
  const { id, day: on, text: said, createdBy, createdAt, updatedAt } = annotation;
  const iso = (ms: number) => new Date(ms).toISOString();
  return { id, day: on, text: said, createdBy, createdAt: iso(createdAt), updatedAt: iso(updatedAt) };
}
