/** What the verbs around links work with: tags, folders, templates, comments, history. All of it lives on the shard of the workspace's links. */
import type { Actor } from '#core/access/actor.ts';
import type { CommentContext } from '#core/comment/comment.ts';
import type { FolderContext } from '#core/folder/folder.ts';
import type { HistoryContext } from '#core/link/history.ts';
import type { TagContext } from '#core/tag/tag.ts';
import type { UtmTemplateContext } from '#core/utm-template/template.ts';
import { WorkspaceComments } from '#platform/d1/labels/workspace-comments.ts';
import { WorkspaceTags } from '#platform/d1/labels/workspace-tags.ts';
import { WorkspaceUtmTemplates } from '#platform/d1/labels/workspace-utm-templates.ts';
import { LinkHistory } from '#platform/d1/links/link-history.ts';
import { entitlementsOf, foldersIn, linksOf, type Services, shardOf } from '../services.ts';

export function historyOf(services: Services, actor: Actor): HistoryContext {
  const history = new LinkHistory(shardOf(services, actor), actor.workspace.id);
  return { ...linksOf(services, actor), history };
}

export function commentsOf(services: Services, actor: Actor): CommentContext {
  const comments = new WorkspaceComments(shardOf(services, actor), actor.workspace.id);
  return { ...linksOf(services, actor), comments };
}

export function tagsOf(services: Services, actor: Actor): TagContext {
  const tags = new WorkspaceTags(shardOf(services, actor), actor.workspace.id);
  return { actor, tags, entitlements: entitlementsOf(services, actor), now: Date.now };
}

export function foldersOf(services: Services, actor: Actor): FolderContext {
  return {
    actor,
    folders: foldersIn(shardOf(services, actor), actor),
    people: {
      isMember: async (userId) => (await services.memberships.find(userId, actor.workspace.id)) !== undefined,
    },
    entitlements: entitlementsOf(services, actor),
    now: Date.now,
  };
}

export function utmTemplatesOf(services: Services, actor: Actor): UtmTemplateContext {
  const templates = new WorkspaceUtmTemplates(shardOf(services, actor), actor.workspace.id);
  return { actor, templates, now: Date.now };
}
