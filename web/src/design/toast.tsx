/** Short messages in the corner. `notify` may be called from anywhere. */
import { Toast } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonClass } from './button.tsx';
import styles from './toast.module.css';

const manager = Toast.createToastManager();

/** Long enough to read a sentence and reach the button. */
const ACTION_TIMEOUT_MS = 10_000;

interface Notice {
  tone?: 'ok' | 'danger';
  title: string;
  text?: string;
  /** A way back, such as Undo; the message closes when it is taken. */
  action?: { label: string; run: () => void };
}

/** Says that something was done or has failed; failures are read out at once. */
export function notify({ tone = 'ok', title, text, action }: Notice): void {
  const id = manager.add({
    title,
    ...(text && { description: text }),
    type: tone,
    priority: tone === 'danger' ? 'high' : 'low',
    ...(action && {
      timeout: ACTION_TIMEOUT_MS,
      actionProps: {
        children: action.label,
        onClick() {
          manager.close(id);
          action.run();
        },
      },
    }),
  });
}

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    // Failures are read out by the viewport; hiding them meanwhile would hide their buttons from those who tab there.
    <Toast.Root key={toast.id} toast={toast} className={styles.toast} aria-hidden={false}>
      <Toast.Content className={styles.content}>
        {toast.type === 'danger' ? (
          <CircleAlert size={16} aria-hidden className={styles.bad} />
        ) : (
          <CircleCheck size={16} aria-hidden className={styles.ok} />
        )}
        <div className={styles.words}>
          <Toast.Title className={styles.title} />
          <Toast.Description className={styles.text} />
        </div>
        {toast.actionProps && <Toast.Action className={buttonClass({ size: 'small' }, styles.action)} />}
        <Toast.Close
          className={buttonClass({ look: 'ghost', size: 'small', icon: true })}
          aria-label="Dismiss"
          aria-hidden={false}
        >
          <X size={14} aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
