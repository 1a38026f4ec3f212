/** Once per run: the local mailbox, for the projects whose worker sends mail. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startMailbox } from '../../dev/mail/server.ts';

export default async function setup(root: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'hopline-mail-'));
  const mailbox = await startMailbox({ folder, port: 0 }, () => {});
  root.provide('mailUrl', mailbox.url);
  return async () => {
    await mailbox.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
