/** What the export of links takes: the filters of the list, and the format. */
import { z } from 'zod';
import { countLinksSchema } from '../link/query.ts';

export const exportLinksSchema = countLinksSchema.omit({ groupBy: true }).extend({
  format: z
    .enum(['csv', 'json', 'ndjson'])
    .prefault('csv')
    .meta({ description: '`csv` for spreadsheets; `json`: one list; `ndjson`: one link a line.' }),
});
