/** The list of agents that draw preview cards is what the maintained list says: an update of that package is an update of ours. */
import listed from 'crawler-user-agents';
import { generated } from './generated.ts';

/** How the package marks them. */
const TAG = 'social-preview';
/** One of the package's types forgets the tags. */
const AGENTS: readonly { pattern: string; tags?: string[] }[] = listed;
const PATTERNS = AGENTS.filter(({ tags }) => tags?.includes(TAG)).map(({ pattern }) => pattern);

export const previewList = generated({
  name: 'preview agents',
  file: 'workers/core/enrich/lists/previews.ts',
  source: 'crawler-user-agents',
  text: moduleText,
  holds: `${PATTERNS.length} agents`,
});

function moduleText(): string {
  const lines = PATTERNS.map((pattern) => `  ${quoted(pattern)},`).join('\n');
  return `/** Agents that fetch pages to draw preview cards, as crawler-user-agents lists them (MIT, Martin Monperrus). Made by \`npm run check -- --update\`. */
export const PREVIEW_AGENTS: readonly string[] = [
${lines}
];
`;
}

/** As the formatter writes it. */
function quoted(pattern: string): string {
  return `'${pattern.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
