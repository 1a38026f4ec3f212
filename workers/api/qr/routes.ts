/** The route of QR images. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { MAX_LOGO_CHARS } from '#core/domain/domain.ts';
import { MAX_DESTINATION_CHARS } from '#core/link/link.ts';
import { booleanParam, integerParam } from '#core/schema/params.ts';
import { refusals } from '../openapi/responses.ts';

/** A screen-filling poster; larger images cost memory for no more detail. */
export const MAX_QR_SIZE_PX = 2_000;
const color = (description: string) =>
  z
    .string()
    .regex(/^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/, 'must be a colour such as #1a2b3c')
    .meta({ description });

export const qrQuerySchema = z.object({
  url: z.string().min(1).max(MAX_DESTINATION_CHARS).meta({ description: 'Address to encode.' }),
  logo: z.string().max(MAX_LOGO_CHARS).optional().meta({
    description:
      'http(s) address of a picture of at most 300 KB, or a base64 data: address. PNG codes take PNG logos of at most 1024 pixels a side.',
  }),
  format: z.enum(['png', 'svg']).prefault('png').meta({ description: 'Kind of image.' }),
  size: integerParam(16, MAX_QR_SIZE_PX, 'Side in pixels.').prefault('600'),
  level: z
    .enum(['L', 'M', 'Q', 'H'])
    .prefault('L')
    .meta({ description: 'Error correction; at least Q where there is a logo.' }),
  fgColor: color('Dark modules.').prefault('#000000'),
  bgColor: color('Light modules.').prefault('#FFFFFF'),
  hideLogo: booleanParam("Leave the domain's logo out.").prefault('false'),
  margin: integerParam(0, 20, 'Quiet zone in modules.').prefault('2'),
  includeMargin: booleanParam('Deprecated, use margin.').prefault('true'),
});

export const qrRoute = createRoute({
  method: 'get',
  path: '/qr',
  operationId: 'getQrCode',
  tags: ['QR codes'],
  summary: 'QR code of an address',
  description: 'Public. A PNG, or an SVG with `format=svg`. The logo of the domain is drawn into its codes.',
  request: { query: qrQuerySchema },
  responses: {
    ...refusals,
    200: {
      description: 'The image.',
      content: {
        'image/png': { schema: z.string().meta({ format: 'binary' }) },
        'image/svg+xml': { schema: z.string() },
      },
    },
  },
});
