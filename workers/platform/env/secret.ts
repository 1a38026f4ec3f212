/** Reads a secret of the deployment. */

/** Shorter secrets can be guessed. */
const MIN_SECRET_CHARS = 32;

/** Throws with the name of the secret that is missing or too short. */
export function readSecret(name: string, value: string | undefined): string {
  if (!value || value.length < MIN_SECRET_CHARS)
    throw new Error(`${name} must be set to at least ${MIN_SECRET_CHARS} random characters`);
  return value;
}
