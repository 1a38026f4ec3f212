/** Once per run: the real ClickHouse engine in an empty folder, and one migrated database for each project that stores in it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startClickHouse } from '../../dev/clickhouse/start.ts';
import { migrateClickHouse } from '../../dev/migrate/clickhouse.ts';
import { projectDatabase } from '../support/project-database.ts';

/** The other projects bring their own stack or none. */
const STORING_PROJECTS = ['core', 'edge', 'pipeline', 'api'];

export default async function setup(root: TestProject): Promise<() => Promise<void>> {
  const selected = STORING_PROJECTS.filter((name) => root.vitest.projects.some((project) => project.name === name));
  if (selected.length === 0) {
    root.provide('clickhouseUrl', '');
    return async () => {};
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'hopline-test-'));
  const clickhouse = await startClickHouse({ dataDir, port: 0 });
  for (const project of selected) await migrateClickHouse({ url: clickhouse.url, database: projectDatabase(project) });
  root.provide('clickhouseUrl', clickhouse.url);
  return async () => {
    await clickhouse.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
