/** What can be done with one link. */
import {
  Archive,
  ArchiveRestore,
  CopyPlus,
  Ellipsis,
  ExternalLink,
  Pencil,
  Power,
  PowerOff,
  QrCode,
  Trash2,
} from 'lucide-react';
import type { WireLink } from '#core/link/wire.ts';
import { Button } from '../design/button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../design/menu.tsx';
import { displayUrl } from '../format/address.ts';
import { useCanEdit } from '../shell/workspace.ts';
import { useLinkActions } from './actions.ts';
import { useLinkPanel } from './panel-context.ts';

export function LinkMenu({
  link,
  onDeleted,
  size = 'small',
}: {
  link: WireLink;
  onDeleted?: () => void;
  size?: 'small' | 'normal';
}) {
  const canEdit = useCanEdit();
  return (
    <Menu
      trigger={
        <Button
          look={size === 'small' ? 'ghost' : 'secondary'}
          size={size}
          icon
          aria-label={`More for ${displayUrl(link.shortLink)}`}
        >
          <Ellipsis size={16} aria-hidden />
        </Button>
      }
    >
      <MenuItem onClick={() => window.open(link.shortLink, '_blank', 'noopener')}>
        <ExternalLink size={14} aria-hidden />
        Open short link
      </MenuItem>
      {canEdit && <ChangeItems link={link} onDeleted={onDeleted} />}
    </Menu>
  );
}

function ChangeItems({ link, onDeleted }: { link: WireLink; onDeleted: (() => void) | undefined }) {
  const open = useLinkPanel();
  const actions = useLinkActions();
  const remove = async () => {
    if (await actions.remove([link])) onDeleted?.();
  };
  return (
    <>
      <MenuItem onClick={() => open({ is: 'edit', link })}>
        <Pencil size={14} aria-hidden />
        Edit
      </MenuItem>
      <MenuItem onClick={() => open({ is: 'edit', link, section: 'qr' })}>
        <QrCode size={14} aria-hidden />
        QR code
      </MenuItem>
      <MenuItem onClick={() => open({ is: 'new', from: link })}>
        <CopyPlus size={14} aria-hidden />
        Duplicate
      </MenuItem>
      <MenuSeparator />
      <MenuItem onClick={() => void actions.disable([link], link.disabledAt === null)}>
        {link.disabledAt === null ? <PowerOff size={14} aria-hidden /> : <Power size={14} aria-hidden />}
        {link.disabledAt === null ? 'Switch off' : 'Switch on'}
      </MenuItem>
      <MenuItem onClick={() => void actions.archive([link], !link.archived)}>
        {link.archived ? <ArchiveRestore size={14} aria-hidden /> : <Archive size={14} aria-hidden />}
        {link.archived ? 'Take out of the archive' : 'Archive'}
      </MenuItem>
      <MenuItem danger onClick={() => void remove()}>
        <Trash2 size={14} aria-hidden />
        Delete
      </MenuItem>
    </>
  );
}
