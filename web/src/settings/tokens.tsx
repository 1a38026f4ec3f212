/** API tokens: what programs use to work with the workspace. */
import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import type { CreatedToken, WireToken } from '#core/token/wire.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { EmptyState } from '../design/state.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { Ask } from './ask.tsx';
import { useMay } from './permissions.ts';
import { tokensQuery } from './queries.ts';
import { CreateTokenDialog } from './token-create.tsx';
import { RevokeDialog, RotateDialog } from './token-end.tsx';
import { TokenRow } from './token-row.tsx';
import { TokenSecret } from './token-secret.tsx';

type Doing = { is: 'create' } | { is: 'rotate' | 'revoke'; token: WireToken } | { is: 'show'; token: CreatedToken };

export function Tokens() {
  const workspace = useWorkspace();
  const canChange = useMay()('tokens.write') && workspace.deleteAt === null;
  const tokens = useQuery(tokensQuery(workspace.id));
  const [doing, setDoing] = useState<Doing>();
  const done = () => setDoing(undefined);
  const show = (token: CreatedToken) => setDoing({ is: 'show', token });
  const create = canChange && (
    <Button size="small" look="primary" onClick={() => setDoing({ is: 'create' })}>
      <Plus size={14} aria-hidden />
      New token
    </Button>
  );
  return (
    <Card title="API tokens" aside={create}>
      <Ask query={tokens} what="the tokens">
        {(all) =>
          all.length === 0 ? (
            <EmptyState compact icon={<KeyRound size={18} />} title="No tokens yet">
              With a token your programs make links, read reports and send events. Give each one its own, with no more
              than it needs.
            </EmptyState>
          ) : (
            <ul aria-label="Tokens">
              {all.map((token) => (
                <TokenRow
                  key={token.id}
                  token={token}
                  {...(canChange && {
                    onRotate: () => setDoing({ is: 'rotate', token }),
                    onRevoke: () => setDoing({ is: 'revoke', token }),
                  })}
                />
              ))}
            </ul>
          )
        }
      </Ask>
      <CreateTokenDialog open={doing?.is === 'create'} onClose={done} onCreated={show} />
      <RotateDialog token={doing?.is === 'rotate' ? doing.token : undefined} onClose={done} onRotated={show} />
      <RevokeDialog token={doing?.is === 'revoke' ? doing.token : undefined} onClose={done} />
      <TokenSecret token={doing?.is === 'show' ? doing.token : undefined} onClose={done} />
    </Card>
  );
}
