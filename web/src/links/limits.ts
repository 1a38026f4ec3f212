/** Limits of the API that forms hold to, so that nobody types what would be refused. Both mirror schemas in core/link. */
export { MAX_DESTINATION_CHARS, MAX_KEY_CHARS } from '#core/link/link.ts';

export const MAX_SEARCH_CHARS = 200;
export const MAX_COMMENT_CHARS = 5_000;
