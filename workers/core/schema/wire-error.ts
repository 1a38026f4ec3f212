/** The error body as a schema, for the document; the values are made in core/error. */
import { z } from 'zod';
import type { ErrorCode } from '../error/app-error.ts';
import { ERROR_STATUS } from '../error/app-error.ts';

const codes = Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]];

export const errorBodySchema = z
  .object({
    error: z.object({
      code: z
        .enum(codes)
        .meta({ description: 'One of a closed list; each status has exactly one code.', examples: ['not_found'] }),
      message: z.string().meta({ description: 'What was wrong, with which value, and what to do.' }),
      doc_url: z.string().meta({ description: 'The paragraph about this code.' }),
    }),
  })
  .meta({ id: 'Error', description: 'Every answer outside 2xx carries this body.' });
