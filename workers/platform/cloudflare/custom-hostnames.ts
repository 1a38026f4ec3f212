/** Certificates for customers' host names: Cloudflare for SaaS custom hostnames, by its API. */
import { z } from 'zod';
import type { Hostnames, HostnameState } from '#core/domain/ports.ts';

export interface CloudflareConfig {
  /** e.g. `https://api.cloudflare.com/client/v4`. */
  apiUrl: string;
  /** The zone that serves the short links. */
  zoneId: string;
  /** With the permission "SSL and Certificates: Edit" on that zone. */
  token: string;
}

const TIMEOUT_MS = 10_000;
/** Cloudflare's own number for "Duplicate custom hostname found". */
const DUPLICATE = 1406;
/** Domain validation over HTTP: it needs no further DNS record once the CNAME is there. */
const SSL = { method: 'http', type: 'dv', settings: { min_tls_version: '1.2', http2: 'on' } };

const hostnameSchema = z.object({
  id: z.string(),
  hostname: z.string(),
  status: z.string().optional(),
  verification_errors: z.array(z.string()).optional(),
  ssl: z
    .object({ status: z.string(), validation_errors: z.array(z.object({ message: z.string() })).nullish() })
    .nullish(),
});
const answerSchema = z.object({
  success: z.boolean(),
  errors: z.array(z.object({ code: z.number(), message: z.string() })).default([]),
  result: z.unknown().optional(),
});

export function cloudflareHostnames({ apiUrl, zoneId, token }: CloudflareConfig): Hostnames {
  const base = `${apiUrl}/zones/${zoneId}/custom_hostnames`;
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(base + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, ...answerSchema.parse(await response.json()) };
  };
  return {
    async add(host) {
      const answer = await call('POST', '', { hostname: host, ssl: SSL });
      if (answer.success) return stateOf(hostnameSchema.parse(answer.result));
      if (!answer.errors.some(({ code }) => code === DUPLICATE)) throw refused('add', answer.errors);
      const found = await call('GET', `?hostname=${encodeURIComponent(host)}`);
      const same = z
        .array(hostnameSchema)
        .parse(found.result ?? [])
        .find(({ hostname }) => hostname === host);
      if (!same) throw refused('find', answer.errors);
      return stateOf(same);
    },
    async state(id) {
      const answer = await call('GET', `/${id}`);
      if (answer.status === 404) return undefined;
      if (!answer.success) throw refused('read', answer.errors);
      return stateOf(hostnameSchema.parse(answer.result));
    },
    async remove(id) {
      const answer = await call('DELETE', `/${id}`);
      if (answer.status !== 404 && !answer.success && answer.errors.length > 0) throw refused('remove', answer.errors);
    },
  };
}

/** In service when both the hostname and its certificate are; otherwise what is still awaited. */
function stateOf({
  id,
  status = 'pending',
  ssl,
  verification_errors: errors = [],
}: z.infer<typeof hostnameSchema>): HostnameState {
  const certificate = ssl?.status ?? 'pending';
  const problems = [...errors, ...(ssl?.validation_errors ?? []).map(({ message }) => message)];
  return { id, status: status === 'active' ? certificate : status, problems };
}

function refused(what: string, errors: { code: number; message: string }[]): Error {
  return new Error(
    `Cloudflare refused to ${what} a custom hostname: ${errors.map(({ code, message }) => `${code} ${message}`).join('; ')}`,
  );
}
