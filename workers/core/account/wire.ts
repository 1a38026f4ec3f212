/** What a person sees of their own account, and what anybody may know before signing in. */
import { z } from 'zod';

const time = z.iso.datetime();

export const sessionSchema = z
  .object({
    id: z.string(),
    current: z.boolean().meta({ description: 'The session this request came with.' }),
    createdAt: time,
    lastActiveAt: time.meta({ description: 'To the day.' }),
    expiresAt: time,
    ipAddress: z.string().nullable(),
    userAgent: z.string().nullable(),
  })
  .meta({ id: 'Session' });

export const activitySchema = z
  .object({
    id: z.string(),
    action: z.string().meta({ examples: ['account.sign-in.email', 'account.change-password'] }),
    ipHash: z.string().nullable().meta({ description: 'Equal for equal addresses; the address itself is not kept.' }),
    userAgent: z.string().nullable(),
    createdAt: time,
  })
  .meta({ id: 'AccountActivity' });

export const signInOptionsSchema = z
  .object({
    signUp: z.boolean().meta({ description: 'Whether new people can make an account.' }),
    emailVerification: z.enum(['required', 'later']),
    providers: z.array(z.string()).meta({
      description: 'Accounts elsewhere one can sign in with: POST /auth/sign-in/social {"provider"}.',
      examples: [['google', 'github']],
    }),
    twoFactor: z.boolean().meta({ description: 'Whether a second factor by app (TOTP) can be set up.' }),
    passkeys: z.boolean().meta({
      description: 'Whether people can sign in with a passkey: GET /auth/passkey/generate-authenticate-options.',
    }),
  })
  .meta({ id: 'SignInOptions' });
