/** What can be done with one link, and the dialogs behind it. */
import { Ellipsis, ExternalLink, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { WireLink } from '#core/link/wire.ts';
import { Button } from '../design/button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../design/menu.tsx';
import { displayUrl } from '../format/address.ts';
import { useCanEdit } from '../shell/workspace.ts';
import { DeleteLinkDialog } from './delete-dialog.tsx';
import { EditLinkDialog } from './edit-dialog.tsx';

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
  const [open, setOpen] = useState<'edit' | 'delete'>();
  const close = () => setOpen(undefined);
  return (
    <>
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
        {canEdit && (
          <>
            <MenuItem onClick={() => setOpen('edit')}>
              <Pencil size={14} aria-hidden />
              Edit
            </MenuItem>
            <MenuSeparator />
            <MenuItem danger onClick={() => setOpen('delete')}>
              <Trash2 size={14} aria-hidden />
              Delete
            </MenuItem>
          </>
        )}
      </Menu>
      <EditLinkDialog link={link} open={open === 'edit'} onClose={close} />
      <DeleteLinkDialog link={link} open={open === 'delete'} onClose={close} {...(onDeleted && { onDeleted })} />
    </>
  );
}
