/** The OpenAPI 3.1 document, generated from the schemas that validate. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiContext } from '../http/context.ts';
import { accessSentence, type DeclaredAccess } from './access.ts';
import { addExamples } from './examples/add.ts';
import { shareErrors } from './shared-errors.ts';
import { describeSharedHeaders } from './shared-headers.ts';

const DESCRIPTION = `Short links and what happens on them. Link resources speak the field's de-facto wire format, so its official clients work
unchanged. Every error has the same body; lists are bare arrays. Mounted at the root and at \`/api/v1\`.

Versioning: this is version 1. Within it operations, optional parameters and fields of answers are added, never removed or changed in
meaning, so read answers leniently. What is going to end is marked as deprecated. Whatever would break a client comes as \`/api/v2\`, beside
which version 1 stays for a year.

Beside the operations below stand two things that no schema of this kind can describe. \`/auth/*\` are the calls of signing up and in
(password, second factor, passkey, account elsewhere), of changing and deleting an account: each with its body and answer in
docs/accounts.md; they set and read the web app's cookie, and their errors have the body of all others. \`GET /live\` is a WebSocket
(subprotocol \`hopline.v1\`; a token as the subprotocol \`bearer.{token}\`, in the query, or in the header) that sends the totals of a
workspace and its latest events, each frame one JSON object with a \`type\`.`;

/** `missing` hears of each field that has no example. */
export function documentOf(api: OpenAPIHono<ApiContext>, apiUrl: string, missing?: (where: string) => void) {
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Hopline API', version: '1.0.0', description: DESCRIPTION, license: { name: 'MIT' } },
    servers: [{ url: apiUrl }, { url: `${apiUrl}/api/v1` }],
    tags: [
      { name: 'Links', description: 'Short links: create, find, change, delete.' },
      { name: 'Comments', description: 'What members say to each other about a link.' },
      { name: 'Tags', description: 'Labels on links.' },
      { name: 'Folders', description: 'Places for links, each with its own access.' },
      { name: 'UTM templates', description: 'Campaign parameters for new links.' },
      { name: 'Imports', description: 'Links and their clicks from other products.' },
      { name: 'Exports', description: 'Everything a workspace owns, as one archive.' },
      { name: 'Analytics', description: 'Reports and single events.' },
      { name: 'Shares', description: 'Public pages with figures of a link, a folder or the workspace.' },
      { name: 'Reports by mail', description: 'Reports that are sent at fixed times.' },
      { name: 'Segments', description: 'Filters of reports under a name.' },
      { name: 'Annotations', description: 'Notes on days, shown on charts.' },
      { name: 'Customers', description: 'Who came by a link and signed up or paid.' },
      { name: 'Proof', description: 'That every event was counted, once: audit, receipt, repair, dead letters.' },
      { name: 'Domains', description: 'Host names of short links.' },
      { name: 'Webhooks', description: 'Addresses of yours that hear of events.' },
      { name: 'Tokens', description: 'Credentials for programs and for pages.' },
      { name: 'Tracking', description: 'What pages report with a publishable key.' },
      { name: 'Workspaces', description: 'Workspaces, their members and invitations, and who may do what.' },
      { name: 'Members', description: 'Who belongs to a workspace, and who is invited.' },
      {
        name: 'Abuse desk',
        description: 'Links that harm people: reports, appeals, and the decisions of those who run the instance.',
      },
      { name: 'Account', description: 'The person who calls.' },
      { name: 'Audit log', description: 'Who changed what, and when.' },
      { name: 'Alerts', description: 'What needs a person’s eye.' },
      { name: 'Plans and billing', description: 'What a workspace may use, what it uses, and how it pays.' },
      { name: 'QR codes', description: 'Images of short links.' },
      { name: 'Operators', description: 'What only those who run the instance may do.' },
      { name: 'Operations', description: 'The state of the service.' },
    ],
  });
  for (const item of Object.values(document.paths ?? {}))
    for (const operation of Object.values(item as Record<string, Described>)) sayAccess(operation);
  return addExamples(shareErrors(describeSharedHeaders(document), apiUrl), missing);
}

type Described = DeclaredAccess & { description?: string };

/** Says in words what the route declares, unless its description already does. */
function sayAccess(operation: Described): void {
  const { description = '' } = operation;
  const sentence = accessSentence(operation);
  if (sentence === '' || /^Scopes?:/.test(description)) return;
  operation.description = description === '' ? sentence : `${sentence} ${description}`;
}

/** Names used by the routes' `security`. */
export function registerSecurity(api: OpenAPIHono<ApiContext>): void {
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'hop_…',
    description: 'An API token. Its scopes and the role of its person together decide.',
  });
  api.openAPIRegistry.registerComponent('securitySchemes', 'publishable', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'hop_pk_…',
    description: 'A publishable key: it may stand in a page. It reports what happens in a browser and reads nothing.',
  });
  api.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'hopline.session_token',
    description: 'The web app’s session; choose a workspace by the `x-workspace-id` header.',
  });
}
