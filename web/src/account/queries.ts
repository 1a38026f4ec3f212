/** What the account's page asks the API. */
import { queryOptions } from '@tanstack/react-query';
import { account } from '../api/client.ts';

export const sessionsKey = ['sessions'] as const;

export const sessionsQuery = queryOptions({
  queryKey: sessionsKey,
  queryFn: async ({ signal }) => (await account.me.sessions.$get({}, { init: { signal } })).json(),
});
