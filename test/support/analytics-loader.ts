/** What a page of the tests loads: the official browser package, nothing added. */
export { inject } from '@dub/analytics';
