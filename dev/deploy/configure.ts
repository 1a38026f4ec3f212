/** Writes the ids and addresses of a deployment into the worker configurations. */

/** Every worker's configuration, because a store is shared by naming it with the same id everywhere. */
export const CONFIG_FILES = ['wrangler.toml', 'workers/api/wrangler.toml', 'workers/pipeline/wrangler.toml'] as const;

interface Setting {
  /** Line whose value is replaced, and the value's pattern. */
  line: (value: string) => { find: RegExp; replacement: string };
  valid: RegExp;
  expects: string;
}

const KV_ID = /^[0-9a-f]{32}$/;
const D1_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ORIGIN = /^https:\/\/[a-z0-9.-]+(:\d+)?$/;

/** The options `npm run configure` takes, by name. */
export const SETTINGS: Readonly<Record<string, Setting>> = {
  routes: { line: afterLine('binding = "ROUTES"', 'id'), valid: KV_ID, expects: 'a KV namespace id (32 hex digits)' },
  control: {
    line: afterLine('database_name = "hopline-control"', 'database_id'),
    valid: D1_ID,
    expects: 'a D1 database id (a UUID)',
  },
  'links-0': {
    line: afterLine('database_name = "hopline-links-0"', 'database_id'),
    valid: D1_ID,
    expects: 'a D1 database id (a UUID)',
  },
  'links-1': {
    line: afterLine('database_name = "hopline-links-1"', 'database_id'),
    valid: D1_ID,
    expects: 'a D1 database id (a UUID)',
  },
  'api-url': { line: assignment('API_URL'), valid: ORIGIN, expects: 'an https origin without a trailing slash' },
  'web-url': { line: assignment('WEB_URL'), valid: ORIGIN, expects: 'an https origin without a trailing slash' },
  'domain-target': {
    line: assignment('DOMAIN_TARGET'),
    valid: /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
    expects: 'a host name',
  },
  'clickhouse-url': {
    line: assignment('CLICKHOUSE_URL'),
    valid: ORIGIN,
    expects: 'an https origin without a trailing slash',
  },
};

/** Replaces in one configuration what it mentions; what it does not mention stays out of it. */
export function configure(toml: string, options: Readonly<Record<string, string>>): string {
  let text = toml;
  for (const [name, value] of Object.entries(options)) {
    const setting = SETTINGS[name];
    if (!setting)
      throw new Error(
        `There is no option --${name}. Known: ${Object.keys(SETTINGS)
          .map((known) => `--${known}`)
          .join(', ')}.`,
      );
    if (!setting.valid.test(value)) throw new Error(`--${name} "${value}" is not ${setting.expects}.`);
    const { find, replacement } = setting.line(value);
    text = text.replace(find, replacement);
  }
  return text;
}

function afterLine(anchor: string, field: string): Setting['line'] {
  const find = new RegExp(`(^${escape(anchor)}\\n${field} = )"[^"]*"`, 'm');
  return (value) => ({ find, replacement: `$1"${value}"` });
}

function assignment(name: string): Setting['line'] {
  const find = new RegExp(`(^${name} = )"[^"]*"`, 'm');
  return (value) => ({ find, replacement: `$1"${value}"` });
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
