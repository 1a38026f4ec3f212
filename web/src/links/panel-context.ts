/** Opens the panel of a link from anywhere in a workspace. */
import { createContext, useContext } from 'react';
import type { WireLink } from '#core/link/wire.ts';

/** The part of the panel that is open at first. */
export type PanelSection = 'utm' | 'social' | 'targeting' | 'split' | 'schedule' | 'access' | 'qr';

export type PanelRequest =
  /** `from`: a link whose settings the new one begins with. */
  { is: 'new'; from?: WireLink } | { is: 'edit'; link: WireLink; section?: PanelSection };

export const LinkPanelContext = createContext<(request: PanelRequest) => void>(() => {});

export const useLinkPanel = (): ((request: PanelRequest) => void) => useContext(LinkPanelContext);

export function useCreateDialog(): () => void {
  const open = useLinkPanel();
  return () => open({ is: 'new' });
}
