/** What the account's page asks the API. */
import { queryOptions } from '@tanstack/react-query';
import { account } from '../api/client.ts';
import { getAuth } from '../session/authenticate.ts';

export const sessionsKey = ['sessions'] as const;

export const sessionsQuery = queryOptions({
  queryKey: sessionsKey,
  queryFn: async ({ signal }) => (await account.me.sessions.$get({}, { init: { signal } })).json(),
});

/** As the auth service shows it, as far as it is shown here. */
export interface Passkey {
  id: string;
  name: string | null;
  /** Kept by a password manager, on all devices of its person. */
  backedUp: boolean;
  createdAt: string | null;
}

export const passkeysKey = ['passkeys'] as const;

export const passkeysQuery = queryOptions({
  queryKey: passkeysKey,
  queryFn: () => getAuth<Passkey[]>('passkey/list-user-passkeys'),
});
