/** `node dev/start.mjs migrate`: brings the ClickHouse of a deployment to the newest schema. Credentials come from the environment. */
import { migrateClickHouse } from '../migrate/clickhouse.ts';
import { runCommand } from './run.ts';

async function migrate(): Promise<void> {
  const { CLICKHOUSE_URL: url, CLICKHOUSE_DATABASE, CLICKHOUSE_USER, CLICKHOUSE_PASSWORD } = process.env;
  if (!url)
    throw new Error('Set CLICKHOUSE_URL (and CLICKHOUSE_USER, CLICKHOUSE_PASSWORD, CLICKHOUSE_DATABASE) first.');
  const applied = await migrateClickHouse({
    url,
    database: CLICKHOUSE_DATABASE || 'hopline',
    ...(CLICKHOUSE_USER && { username: CLICKHOUSE_USER }),
    ...(CLICKHOUSE_PASSWORD && { password: CLICKHOUSE_PASSWORD }),
  });
  console.log(applied.length === 0 ? 'Nothing to apply.' : applied.map((name) => `Applied ${name}`).join('\n'));
}

await runCommand(migrate);
