/** What can be done with the figures of the page besides reading them. */
import { Download, Ellipsis, Mail, Share2 } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';

export type PageDialog = 'share' | 'export' | 'mail';

export function PageTools({ onDialog }: { onDialog: (dialog: PageDialog) => void }) {
  return (
    <>
      <Button onClick={() => onDialog('share')} aria-keyshortcuts="s">
        <Share2 size={15} aria-hidden />
        Share
      </Button>
      <Menu
        trigger={
          <Button icon aria-label="Export and more">
            <Ellipsis size={16} aria-hidden />
          </Button>
        }
      >
        <MenuItem onClick={() => onDialog('export')}>
          <Download size={14} aria-hidden />
          Export…
        </MenuItem>
        <MenuItem onClick={() => onDialog('mail')}>
          <Mail size={14} aria-hidden />
          Reports by mail…
        </MenuItem>
      </Menu>
    </>
  );
}
