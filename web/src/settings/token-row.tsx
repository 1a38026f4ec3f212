/** One token: what it is for, what it may do, when it was last used. */
import { Ellipsis, RefreshCw, Trash2 } from 'lucide-react';
import type { WireToken } from '#core/token/wire.ts';
import { Button } from '../design/button.tsx';
import { CopyButton } from '../design/copy-button.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import { formatDay } from '../format/time.ts';
import { useSessionUser } from '../session/use-session.ts';
import { Ago } from '../shell/ago.tsx';
import { useNow } from '../shell/clock.ts';
import styles from './settings.module.css';

/** More than these are counted, not named. */
const MAX_NAMED_SCOPES = 3;

interface TokenRowProps {
  token: WireToken;
  onRotate?: () => void;
  onRevoke?: () => void;
}

export function TokenRow({ token, onRotate, onRevoke }: TokenRowProps) {
  const me = useSessionUser();
  // Somebody else's token acts for them: its new secret is nobody else's business.
  const mine = token.machine || token.userId === me.id || token.kind === 'publishable';
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className={styles.name}>
          {token.name}
          {token.kind === 'publishable' && <span className={styles.badge}>Publishable</span>}
          {token.machine && token.kind === 'secret' && <span className={styles.badge}>Machine</span>}
          <Expiry at={token.expiresAt} />
        </p>
        <p className={styles.detail}>
          <span className={styles.code}>{token.publicKey ?? `${token.start}…`}</span> · {wordsOf(token)}
        </p>
        <p className={styles.detail}>
          {token.lastUsedAt ? <Ago at={token.lastUsedAt} prefix="used " /> : 'never used'} ·{' '}
          <Ago at={token.createdAt} prefix="made " />
        </p>
      </div>
      <div className={styles.side}>
        {token.publicKey && <CopyButton size="small" look="ghost" text={token.publicKey} what={`key ${token.name}`} />}
        {onRevoke && (
          <Menu
            trigger={
              <Button size="small" look="ghost" icon aria-label={`Actions for ${token.name}`}>
                <Ellipsis size={16} aria-hidden />
              </Button>
            }
          >
            {mine && onRotate && (
              <MenuItem onClick={onRotate}>
                <RefreshCw size={14} aria-hidden />
                Rotate…
              </MenuItem>
            )}
            <MenuItem onClick={onRevoke} danger>
              <Trash2 size={14} aria-hidden />
              Revoke…
            </MenuItem>
          </Menu>
        )}
      </div>
    </li>
  );
}

function Expiry({ at }: { at: string | null }) {
  const now = useNow();
  if (at === null) return null;
  const ms = Date.parse(at);
  return ms <= now ? (
    <span className={styles.badge} data-tone="warn">
      Expired
    </span>
  ) : (
    <span className={styles.badge}>until {formatDay(ms, now)}</span>
  );
}

function wordsOf({ scopes, kind, allowedHosts, allowedIps }: WireToken): string {
  if (kind === 'publishable')
    return `sends events from ${allowedHosts.length > 0 ? allowedHosts.join(', ') : 'any page'}`;
  const named = scopes.slice(0, MAX_NAMED_SCOPES).join(', ');
  const more = scopes.length > MAX_NAMED_SCOPES ? ` and ${scopes.length - MAX_NAMED_SCOPES} more` : '';
  const from = allowedIps.length > 0 ? `, from ${allowedIps.join(', ')}` : '';
  return `${named}${more}${from}`;
}
