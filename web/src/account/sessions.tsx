/** Where the person is signed in; each can be ended. */
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { sessionSchema } from '#core/account/wire.ts';
import { attempt, useChange } from '../api/attempt.ts';
import { account } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { notify } from '../design/toast.tsx';
import { Ask } from '../settings/ask.tsx';
import settings from '../settings/settings.module.css';
import { Ago } from '../shell/ago.tsx';
import { deviceOf } from './device.ts';
import { sessionsKey, sessionsQuery } from './queries.ts';

export function Sessions() {
  const sessions = useQuery(sessionsQuery);
  const endOthers = useChange(async () => account.me.sessions.$delete(), sessionsKey);
  const others = (sessions.data?.length ?? 0) > 1;

  async function endAll() {
    if (await attempt('The other sessions stay', () => endOthers.mutateAsync(undefined)))
      notify({ title: 'Signed out everywhere else' });
  }

  return (
    <Card
      title="Sessions"
      aside={
        others && (
          <Button size="small" onClick={() => void endAll()}>
            Sign out everywhere else
          </Button>
        )
      }
    >
      <Ask query={sessions} what="the sessions">
        {(all) => (
          <ul aria-label="Sessions">
            {all.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        )}
      </Ask>
    </Card>
  );
}

function SessionRow({ session }: { session: z.infer<typeof sessionSchema> }) {
  const device = deviceOf(session.userAgent);
  const end = useChange(async () => account.me.sessions[':id'].$delete({ param: { id: session.id } }), sessionsKey);

  async function signOut() {
    if (await attempt(`${device} stays signed in`, () => end.mutateAsync(undefined)))
      notify({ title: `${device} was signed out` });
  }

  return (
    <li className={settings.row}>
      <div className={settings.words}>
        <p className={settings.name}>
          {device}
          {session.current && <span className={settings.badge}>This one</span>}
        </p>
        <p className={settings.detail}>
          {session.ipAddress && `${session.ipAddress} · `}
          <Ago at={session.createdAt} prefix="signed in " />
        </p>
      </div>
      {!session.current && (
        <Button size="small" onClick={() => void signOut()} aria-label={`Sign out ${device}`}>
          Sign out
        </Button>
      )}
    </li>
  );
}
