/** Passkeys, between the browser that keeps them and the auth service that knows their public halves. */
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { ApiError } from '../api/error.ts';
import { getAuth, postAuth } from './authenticate.ts';

/** False in old browsers, and where the page is not served safely. */
export const PASSKEYS_POSSIBLE = typeof PublicKeyCredential !== 'undefined';

/** Loaded when somebody asks for it: most people sign in another way. */
const ceremony = () => import('@simplewebauthn/browser');

/** The browser lets the person choose among the passkeys it has for this site. Throws `ApiError`. */
export async function signInWithPasskey(): Promise<void> {
  const optionsJSON = await getAuth<PublicKeyCredentialRequestOptionsJSON>('passkey/generate-authenticate-options');
  const { startAuthentication } = await ceremony();
  // The server takes no key whose device did not ask who is there.
  const asked = { ...optionsJSON, userVerification: 'required' } as const;
  const response = await inBrowser(startAuthentication({ optionsJSON: asked }));
  await postAuth('passkey/verify-authentication', { response });
}

/** Throws `ApiError`. */
export async function addPasskey(name: string): Promise<void> {
  const optionsJSON = await getAuth<PublicKeyCredentialCreationOptionsJSON>('passkey/generate-register-options');
  const { startRegistration } = await ceremony();
  const response = await inBrowser(startRegistration({ optionsJSON }));
  await postAuth('passkey/verify-registration', { response, name });
}

const REASONS: Record<string, string> = {
  NotAllowedError: 'Nothing was done: it was cancelled, or it took too long. Try again.',
  InvalidStateError: 'This device has a passkey for your account already.',
  SecurityError:
    'Passkeys do not work at this address. Open the app by its name: on your own machine that is localhost, not 127.0.0.1.',
};

/** What the browser, or the person in front of it, did not want. */
async function inBrowser<Response>(asked: Promise<Response>): Promise<Response> {
  try {
    return await asked;
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : '';
    throw new ApiError('bad_request', 0, REASONS[name] ?? 'This device could not do it. Try another one.', { cause });
  }
}
