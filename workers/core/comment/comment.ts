/** What members say to each other about a link, in threads one answer deep, and the port that keeps it. */
import type { AuditEntry } from '../audit/entry.ts';
import type { LinkContext } from '../link/ports.ts';

/** Times are Unix milliseconds. */
export interface Comment {
  id: string;
  workspaceId: string;
  linkId: string;
  /** The comment that this one answers; null for one that begins a thread. */
  parentId: string | null;
  userId: string;
  body: string;
  createdAt: number;
  editedAt: number | null;
}

/** Comments of exactly one workspace. Writes carry their audit entry. */
export interface CommentStore {
  readonly workspaceId: string;
  byId(linkId: string, id: string): Promise<Comment | undefined>;
  /** Oldest first, after the comment `after`. */
  page(linkId: string, limit: number, after?: string): Promise<Comment[]>;
  count(linkId: string): Promise<number>;
  insert(comment: Comment, entry: AuditEntry): Promise<void>;
  edit(comment: Comment, entry: AuditEntry): Promise<boolean>;
  /** With its answers. */
  remove(comment: Comment, entry: AuditEntry): Promise<boolean>;
}

export interface CommentContext extends LinkContext {
  comments: CommentStore;
}

export const MAX_COMMENT_CHARS = 5_000;
/** A link with more to be said about it needs another place to talk. */
export const MAX_COMMENTS_PER_LINK = 1_000;
