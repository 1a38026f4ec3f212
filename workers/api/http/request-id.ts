/** The id under which a request is found again: in its answer, in the log, in the audit log. */

/** What a caller may choose: enough to be unique, and nothing that could break out of a log line or a header. */
const ACCEPTED = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

/** The caller's own id when it has the right form, so that a request can be followed through several systems; else a new one. */
export function requestIdOf(sent: string | undefined): string {
  return sent !== undefined && ACCEPTED.test(sent) ? sent : crypto.randomUUID();
}
