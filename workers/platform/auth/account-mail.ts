/** The letters of an account, in the places where the auth library asks for them. */
import type { Post } from '#core/mail/compose.ts';
import * as letters from '#core/mail/letters.ts';

/** The link in the mail leads to the web app, its secret in the fragment, which no server and no log ever sees. */
const RESET_PAGE = '/reset-password';
const SIGN_IN_PAGE = '/sign-in';
const ACCOUNT_PAGE = '/account';

export interface To {
  user: { email: string };
}
export type WithUrl = To & { url: string };
export type WithToken = To & { token: string };

export function accountMail(post: Post, webUrl: string) {
  const done = Promise.resolve();
  return {
    verify: ({ user, url }: WithUrl): Promise<void> => {
      post(user.email, letters.verifyAddress(url));
      return done;
    },
    reset: ({ user, token }: WithToken): Promise<void> => {
      post(user.email, letters.resetPassword(`${webUrl}${RESET_PAGE}#token=${encodeURIComponent(token)}`));
      return done;
    },
    passwordChanged: (email: string): void => {
      post(email, letters.passwordChanged());
    },
    passkeyAdded: (email: string): void => {
      post(email, letters.passkeyAdded(`${webUrl}${ACCOUNT_PAGE}`));
    },
    existing: ({ user }: To): Promise<void> => {
      post(user.email, letters.alreadyRegistered(webUrl + SIGN_IN_PAGE));
      return done;
    },
    changeAddress: ({ user, newEmail, url }: WithUrl & { newEmail: string }): Promise<void> => {
      post(user.email, letters.confirmNewAddress(newEmail, url));
      return done;
    },
    deleteAccount: ({ user, url }: WithUrl): Promise<void> => {
      post(user.email, letters.deleteAccount(url));
      return done;
    },
  };
}
