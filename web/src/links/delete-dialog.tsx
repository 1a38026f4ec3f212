/** Asks before a link is deleted; if the server refuses, the link comes back. */
import type { WireLink } from '#core/link/wire.ts';
import { ApiError } from '../api/error.ts';
import { ConfirmDialog } from '../design/dialog.tsx';
import { notify } from '../design/toast.tsx';
import { displayUrl } from '../format/address.ts';
import { countOf } from '../format/number.ts';
import { useDeleteLink } from './mutations.ts';

export function DeleteLinkDialog({
  link,
  open,
  onClose,
  onDeleted,
}: {
  link: WireLink;
  open: boolean;
  onClose: () => void;
  onDeleted?: () => void;
}) {
  const deletion = useDeleteLink(link.workspaceId);
  const short = displayUrl(link.shortLink);

  async function confirm() {
    onClose();
    try {
      await deletion.mutateAsync(link);
      notify({ title: 'Link deleted', text: `${short} stops redirecting everywhere within a minute.` });
      onDeleted?.();
    } catch (error) {
      notify({
        tone: 'danger',
        title: `${short} was not deleted`,
        text: error instanceof ApiError ? error.message : 'Try again.',
      });
    }
  }

  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title="Delete this link?"
      verb="Delete link"
      onConfirm={() => void confirm()}
    >
      <strong>{short}</strong> will answer “not found” everywhere within a minute. Its {countOf(link.clicks, 'click')}{' '}
      stay in your reports. This cannot be undone.
    </ConfirmDialog>
  );
}
