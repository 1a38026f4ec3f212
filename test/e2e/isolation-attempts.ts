/** A stranger's attempts on what surrounds links: tags, folders, templates, comments, history. */
import type { WireLink } from '../support/stack.ts';
import type { Tenant } from '../support/tenant.ts';

/** A request of the stranger's and what an answer without the owner's data looks like. */
export interface Attempt {
  path: (mine: WireLink, owner: Tenant) => string;
  body?: (mine: WireLink, owner: Tenant) => unknown;
  /** 404 as for an id that never was; or a success that holds nothing of the owner's. */
  expects: 'not found' | 'nothing' | 'refused';
}

/** What the owner has besides the link. */
export interface Owned {
  tagId: string;
  folderId: string;
  templateId: string;
  commentId: string;
  entryId: string;
}

/** @param owned known once the owner has made it. */
export function aroundLinks(owned: () => Owned, stranger: () => Tenant): Record<string, Attempt[]> {
  return { ...ofLinks(owned, stranger), ...ofComments(owned), ...ofLabels(owned, stranger) };
}

function ofLinks(owned: () => Owned, stranger: () => Tenant): Record<string, Attempt[]> {
  return {
    'GET /links/exists': [
      { path: (mine) => `/links/exists?domain=${mine.domain}&key=${mine.key}`, expects: 'refused' },
    ],
    'GET /links/random': [{ path: (mine) => `/links/random?domain=${mine.domain}`, expects: 'refused' }],
    'GET /links/duplicates': [{ path: () => '/links/duplicates?url=https://example.com/mine', expects: 'nothing' }],
    'GET /links/deleted': [
      { path: () => '/links/deleted', expects: 'nothing' },
      { path: (mine) => `/links/deleted?startingAfter=${mine.id}`, expects: 'nothing' },
    ],
    'PUT /links/order': [{ path: () => '/links/order', body: (mine) => ({ linkIds: [mine.id] }), expects: 'refused' }],
    'POST /links/{linkId}/restore': [{ path: (mine) => `/links/${mine.id}/restore`, expects: 'not found' }],
    'GET /links/{linkId}/history': [{ path: (mine) => `/links/${mine.id}/history`, expects: 'not found' }],
    'POST /links/{linkId}/history/{entryId}/undo': [
      { path: (mine) => `/links/${mine.id}/history/${owned().entryId}/undo`, expects: 'not found' },
    ],
    'POST /links/{linkId}/transfer': [
      {
        path: (mine) => `/links/${mine.id}/transfer`,
        body: () => ({ workspaceId: stranger().workspaceId }),
        expects: 'refused',
      },
      {
        path: (mine) => `/links/${mine.id}/transfer`,
        body: (_, { workspaceId }) => ({ workspaceId }),
        expects: 'refused',
      },
    ],
  };
}

function ofComments(owned: () => Owned): Record<string, Attempt[]> {
  return {
    'GET /links/{linkId}/comments': [{ path: (mine) => `/links/${mine.id}/comments`, expects: 'not found' }],
    'POST /links/{linkId}/comments': [
      { path: (mine) => `/links/${mine.id}/comments`, body: () => ({ body: 'Hello' }), expects: 'not found' },
    ],
    'PATCH /links/{linkId}/comments/{commentId}': [
      {
        path: (mine) => `/links/${mine.id}/comments/${owned().commentId}`,
        body: () => ({ body: 'Changed' }),
        expects: 'not found',
      },
    ],
    'DELETE /links/{linkId}/comments/{commentId}': [
      { path: (mine) => `/links/${mine.id}/comments/${owned().commentId}`, expects: 'not found' },
    ],
  };
}

function ofLabels(owned: () => Owned, stranger: () => Tenant): Record<string, Attempt[]> {
  return {
    'GET /tags': [
      { path: () => '/tags', expects: 'nothing' },
      { path: () => `/tags?ids=${owned().tagId}`, expects: 'nothing' },
    ],
    'PATCH /tags/{id}': [
      { path: () => `/tags/${owned().tagId}`, body: () => ({ name: 'Mine now' }), expects: 'not found' },
    ],
    'DELETE /tags/{id}': [{ path: () => `/tags/${owned().tagId}`, expects: 'not found' }],
    'GET /folders': [{ path: () => '/folders', expects: 'nothing' }],
    'PATCH /folders/{id}': [
      { path: () => `/folders/${owned().folderId}`, body: () => ({ name: 'Mine now' }), expects: 'not found' },
    ],
    'DELETE /folders/{id}': [{ path: () => `/folders/${owned().folderId}`, expects: 'not found' }],
    'GET /folders/{id}/members': [{ path: () => `/folders/${owned().folderId}/members`, expects: 'not found' }],
    'PUT /folders/{id}/members/{userId}': [
      {
        path: () => `/folders/${owned().folderId}/members/${stranger().userId}`,
        body: () => ({ level: 'write' }),
        expects: 'not found',
      },
    ],
    'DELETE /folders/{id}/members/{userId}': [
      { path: (_, { userId }) => `/folders/${owned().folderId}/members/${userId}`, expects: 'not found' },
    ],
    'GET /utm-templates': [{ path: () => '/utm-templates', expects: 'nothing' }],
    'PATCH /utm-templates/{id}': [
      { path: () => `/utm-templates/${owned().templateId}`, body: () => ({ name: 'Mine now' }), expects: 'not found' },
    ],
    'DELETE /utm-templates/{id}': [{ path: () => `/utm-templates/${owned().templateId}`, expects: 'not found' }],
  };
}
