/** docs/permissions.md is what the permission matrix says. */
import { ALL_PERMISSIONS, PERMISSIONS, ROLE_MEANING, roleAllows, ROLES } from '#core/access/permissions.ts';
import { generated } from './generated.ts';

export const permissionPage = generated({
  name: 'permission page',
  file: 'docs/permissions.md',
  source: 'workers/core/access/permissions.ts',
  text: pageText,
  holds: `${ALL_PERMISSIONS.length} permissions`,
});

function pageText(): string {
  const roles = ROLES.map((role) => `- **${role}**: ${ROLE_MEANING[role]}`).join('\n');
  return `# Who may do what

Made from \`workers/core/access/permissions.ts\`, which the API, the web app and this page read. The API serves it at \`GET /permissions\`.

${roles}

${table()}

A token can carry each permission marked under "token" as a scope. It may do what its scopes **and** the role of its person allow, at the
moment of the request: when the person's role changes, so do their tokens; when they leave the workspace, their tokens stop.
`;
}

function table(): string {
  const rows = ALL_PERMISSIONS.map((permission) => [
    `\`${permission}\``,
    PERMISSIONS[permission].allows,
    ...ROLES.map((role) => (roleAllows(role, permission) ? 'yes' : '')),
    PERMISSIONS[permission].forTokens ? 'yes' : '',
  ]);
  const all = [['permission', 'may', ...ROLES, 'token'], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (cells: string[]): string => `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  return [line(all[0]!), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
