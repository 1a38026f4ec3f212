/** The OpenAPI 3.1 document, generated from the schemas that validate. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiContext } from '../http/context.ts';

const DESCRIPTION = `Short links and what happens on them. Link resources speak the field's de-facto wire format, so its official clients work
unchanged. Every error has the same body; lists are bare arrays. Mounted at the root and at \`/api/v1\`.`;

export function documentOf(api: OpenAPIHono<ApiContext>, apiUrl: string) {
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Hopline API', version: '1.0.0', description: DESCRIPTION, license: { name: 'MIT' } },
    servers: [{ url: apiUrl }, { url: `${apiUrl}/api/v1` }],
    tags: [
      { name: 'Links', description: 'Short links: create, find, change, delete.' },
      { name: 'Analytics', description: 'Reports and single events.' },
      { name: 'Proof', description: 'That every event was counted, once: audit, receipt, repair, dead letters.' },
      { name: 'Domains', description: 'Host names of short links.' },
      { name: 'Webhooks', description: 'Addresses of yours that hear of events.' },
      { name: 'Tokens', description: 'Credentials for programs.' },
      { name: 'Workspaces', description: 'Who calls, and in which workspace.' },
      { name: 'QR codes', description: 'Images of short links.' },
      { name: 'Operations', description: 'The state of the service.' },
    ],
  });
}

/** Names used by the routes' `security`. */
export function registerSecurity(api: OpenAPIHono<ApiContext>): void {
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'hop_…',
    description: 'An API token. Its scopes and the role of its person together decide.',
  });
  api.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'hopline.session_token',
    description: 'The web app’s session; choose a workspace by the `x-workspace-id` header.',
  });
}
