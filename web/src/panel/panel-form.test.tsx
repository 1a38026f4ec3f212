// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { WireLink } from '#core/link/wire.ts';
import { ApiError } from '../api/error.ts';
import type { UpdateDraft } from '../links/mutations.ts';
import { PanelFormView } from './panel-form.tsx';
import { BLANK } from './values.ts';

vi.mock(import('../shell/workspace.ts'), async (original) => ({
  ...(await original()),
  useWorkspace: () => ({ id: 'ws_1', domains: [{ slug: 'go.acme.com', primary: true, verified: true }] }) as never,
}));

/** Parts are fetched when they open; a busy machine takes its time. */
const PART_LOADS_MS = 10_000;

beforeEach(() => {
  vi.stubGlobal('fetch', async () => Response.json([]));
  // Nothing is in or out of sight in jsdom.
  Element.prototype.scrollIntoView = () => {};
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open(save: (draft: UpdateDraft) => Promise<WireLink>) {
  const onSaved = vi.fn<(link: WireLink) => void>();
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <PanelFormView
        saved={BLANK}
        start={{ ...BLANK, domain: 'go.acme.com' }}
        verb="Create link"
        save={save}
        onSaved={onSaved}
        onDirty={() => {}}
      />
    </QueryClientProvider>,
  );
  const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
  const send = () => fireEvent.click(screen.getByRole('button', { name: /create link|saving/i }));
  return { onSaved, type, send };
}

it('a taken key is said beside the key, and typing takes the error away', async () => {
  const form = open(async () => {
    throw new ApiError('conflict', 409, 'key: "sale" is taken.');
  });
  form.type('Destination', 'acme.com');
  form.type('Short link', 'sale');
  form.send();
  const message = await screen.findByText('"sale" is taken.');
  const key = screen.getByLabelText('Short link');
  expect(key.getAttribute('aria-invalid')).toBe('true');
  expect(key.getAttribute('aria-describedby')).toBe(message.id);
  form.type('Short link', 'sale-2');
  expect(screen.queryByText('"sale" is taken.')).toBeNull();
  expect(form.onSaved).not.toHaveBeenCalled();
});

it('nothing is sent without a destination', () => {
  const save = vi.fn<(draft: UpdateDraft) => Promise<WireLink>>();
  const form = open(save);
  form.send();
  expect(screen.getByRole('alert').textContent).toContain('Paste the address');
  expect(save).not.toHaveBeenCalled();
});

it('an impatient second Enter does not make a second link', async () => {
  const link = { id: 'link_1' } as WireLink;
  const finish: ((made: WireLink) => void)[] = [];
  const save = vi.fn<(draft: UpdateDraft) => Promise<WireLink>>(
    () => new Promise<WireLink>((resolve) => finish.push(resolve)),
  );
  const form = open(save);
  form.type('Destination', 'acme.com');
  form.send();
  form.send();
  expect(save).toHaveBeenCalledTimes(1);
  finish[0]?.(link);
  await waitFor(() => expect(form.onSaved).toHaveBeenCalledWith(link));
});

it('a refusal about a part that is closed opens it', async () => {
  const form = open(async () => {
    throw new ApiError('unprocessable_entity', 422, 'expiresAt: must be later than startsAt');
  });
  form.type('Destination', 'acme.com');
  form.send();
  await screen.findByText('Must be later than startsAt', {}, { timeout: PART_LOADS_MS });
  expect(screen.getByRole('button', { name: /^Schedule/ }).getAttribute('aria-expanded')).toBe('true');
});
