/** The routes of comments, each translating one request into one verb. */
import type { Context } from 'hono';
import type { CommentContext } from '#core/comment/comment.ts';
import { toWireComment } from '#core/comment/wire.ts';
import { createComment, deleteComment, editComment, listComments } from '#core/comment/write.ts';
import type { ApiContext } from '../http/context.ts';
import { actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { commentsOf } from '../labels/services.ts';
import * as routes from './routes.ts';

export const commentApp = createRouter()
  .openapi(routes.listCommentsRoute, async (c) => {
    const comments = await listComments(contextOf(c), c.req.valid('param').linkId, c.req.valid('query'));
    return c.json(comments.map(toWireComment), 200);
  })
  .openapi(routes.createCommentRoute, async (c) => {
    const comment = await createComment(contextOf(c), c.req.valid('param').linkId, c.req.valid('json'));
    return c.json(toWireComment(comment), 201);
  })
  .openapi(routes.editCommentRoute, async (c) => {
    const { linkId, commentId } = c.req.valid('param');
    const comment = await editComment(contextOf(c), linkId, commentId, c.req.valid('json').body);
    return c.json(toWireComment(comment), 200);
  })
  .openapi(routes.deleteCommentRoute, async (c) => {
    const { linkId, commentId } = c.req.valid('param');
    return c.json({ id: await deleteComment(contextOf(c), linkId, commentId) }, 200);
  });

function contextOf(c: Context<ApiContext>): CommentContext {
  return commentsOf(c.get('services'), actorOf(c));
}
