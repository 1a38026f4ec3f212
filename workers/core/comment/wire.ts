/** Comments as the API shows and takes them. */
import { z } from 'zod';
import { isoDate } from '../schema/date.ts';
import { integerParam } from '../schema/params.ts';
import { type Comment, MAX_COMMENT_CHARS } from './comment.ts';

export const commentSchema = z
  .object({
    id: z.string(),
    linkId: z.string(),
    parentId: z.string().nullable().meta({ description: 'The comment that this one answers.' }),
    userId: z.string().meta({ description: 'Who said it.' }),
    body: z.string().meta({ examples: ['Shall we let this one run until Friday?'] }),
    createdAt: z.string().nullable().meta({ description: 'ISO 8601.' }),
    editedAt: z.string().nullable().meta({ description: 'ISO 8601; null when it stands as it was written.' }),
  })
  .meta({ id: 'Comment', description: 'What a member says about a link.' });

const body = z
  .string()
  .trim()
  .min(1)
  .max(MAX_COMMENT_CHARS)
  .meta({ examples: ['Friday it is.'] });

export const createCommentSchema = z
  .object({
    body,
    parentId: z.string().max(100).nullable().optional().meta({ description: 'The comment to answer.' }),
  })
  .meta({ id: 'CreateComment' });
export const editCommentSchema = z.object({ body }).meta({ id: 'EditComment' });
export const listCommentsSchema = z.object({
  startingAfter: z.string().max(100).optional().meta({ description: 'Cursor: the id of the last comment seen.' }),
  pageSize: integerParam(1, 100, 'Comments per page.').prefault('100'),
});

export type CreateCommentInput = z.output<typeof createCommentSchema>;
export type ListCommentsQuery = z.output<typeof listCommentsSchema>;

export function toWireComment(comment: Comment): z.infer<typeof commentSchema> {
  const { id, linkId, parentId, userId, body: said } = comment;
  const times = { createdAt: isoDate(comment.createdAt), editedAt: isoDate(comment.editedAt) };
  return { id, linkId, parentId, userId, body: said, ...times };
}
