/** Comments on links: listing, writing, editing one's own, deleting one's own (owners and admins: anybody's). */
import type { AuditAction } from '../audit/actions.ts';
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import { newEntityId } from '../id/entity-id.ts';
import { loadLink } from '../link/get.ts';
import { type Comment, type CommentContext, MAX_COMMENTS_PER_LINK } from './comment.ts';
import type { CreateCommentInput, ListCommentsQuery } from './wire.ts';

/** Oldest first. Throws `not_found` for a link the actor cannot see. */
export async function listComments(
  context: CommentContext,
  linkId: string,
  { pageSize, startingAfter }: ListCommentsQuery,
): Promise<Comment[]> {
  requireScope(context.actor, 'links.read');
  const link = await loadLink(context, linkId);
  return context.comments.page(link.id, pageSize, startingAfter);
}

/** An answer to an answer joins its thread. Throws `not_found`, `unprocessable_entity` for an unknown parent. */
export async function createComment(
  context: CommentContext,
  linkId: string,
  input: CreateCommentInput,
): Promise<Comment> {
  requireScope(context.actor, 'links.write');
  const link = await loadLink(context, linkId);
  const parent = input.parentId ? await context.comments.byId(link.id, input.parentId) : undefined;
  if (input.parentId && !parent) throw refusal('parentId', 'is not a comment on this link', input.parentId);
  if ((await context.comments.count(link.id)) >= MAX_COMMENTS_PER_LINK)
    throw new AppError('forbidden', `A link can have ${MAX_COMMENTS_PER_LINK} comments.`);
  const now = context.now();
  const comment: Comment = {
    id: newEntityId('comment', now),
    workspaceId: context.comments.workspaceId,
    linkId: link.id,
    parentId: parent ? (parent.parentId ?? parent.id) : null,
    userId: context.actor.userId,
    body: input.body,
    createdAt: now,
    editedAt: null,
  };
  await context.comments.insert(comment, entryOf(context, 'comment.create', comment));
  return comment;
}

/** Throws `forbidden` for somebody else's. */
export async function editComment(context: CommentContext, linkId: string, id: string, body: string): Promise<Comment> {
  requireScope(context.actor, 'links.write');
  const before = await loadComment(context, linkId, id);
  if (before.userId !== context.actor.userId)
    throw new AppError('forbidden', 'Only who wrote a comment can change it.');
  const after: Comment = { ...before, body, editedAt: context.now() };
  if (!(await context.comments.edit(after, entryOf(context, 'comment.edit', after)))) throw notFound(id);
  return after;
}

/** @returns the id that is gone, with its answers. Throws `forbidden` for somebody else's unless owner or admin. */
export async function deleteComment(context: CommentContext, linkId: string, id: string): Promise<string> {
  requireScope(context.actor, 'links.write');
  const comment = await loadComment(context, linkId, id);
  const { role, userId } = context.actor;
  if (comment.userId !== userId && role !== 'owner' && role !== 'admin')
    throw new AppError('forbidden', 'Only who wrote a comment, an owner or an admin can delete it.');
  if (!(await context.comments.remove(comment, entryOf(context, 'comment.delete', comment)))) throw notFound(id);
  return id;
}

async function loadComment(context: CommentContext, linkId: string, id: string): Promise<Comment> {
  const link = await loadLink(context, linkId);
  const comment = await context.comments.byId(link.id, id);
  if (!comment) throw notFound(id);
  return comment;
}

/** The log says that somebody spoke, not what was said: a deleted comment must not live on in it. */
function entryOf(context: CommentContext, action: AuditAction, comment: Comment) {
  const change = { after: { commentId: comment.id } };
  return auditEntry(context.actor, action, comment.linkId, change, context.now());
}

function notFound(id: string): AppError {
  return new AppError('not_found', `No comment "${id}" on this link.`);
}
