/** Turns what was chosen in the form of a token into what the API takes. */
import type { CreateTokenInput } from '#core/token/wire.ts';
import { textOf } from '../design/form-dialog.tsx';

const DAY_MS = 86_400_000;

type Scopes = NonNullable<CreateTokenInput['scopes']>;

/** @param nowMs what the expiry counts from. */
export function readTokenForm(data: FormData, nowMs: number): CreateTokenInput {
  const name = textOf(data, 'name');
  const days = Number(textOf(data, 'expires'));
  const expiry = days > 0 ? { expiresAt: new Date(nowMs + days * DAY_MS).toISOString() } : {};
  if (textOf(data, 'kind') === 'publishable') {
    const allowedHosts = listOf(textOf(data, 'hosts'));
    return { name, kind: 'publishable', ...(allowedHosts.length > 0 && { allowedHosts }), ...expiry };
  }
  const allowedIps = listOf(textOf(data, 'ips'));
  return {
    name,
    scopes: scopesOf(data),
    ...(data.get('machine') === 'on' && { machine: true, role: textOf(data, 'role') as 'viewer' | 'editor' | 'admin' }),
    ...(allowedIps.length > 0 && { allowedIps }),
    ...expiry,
  };
}

function scopesOf(data: FormData): Scopes {
  const preset = textOf(data, 'access');
  return (preset === 'chosen' ? data.getAll('scope').map(String) : [preset]) as Scopes;
}

/** Parts between commas and white space. */
function listOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((part) => part !== '');
}
