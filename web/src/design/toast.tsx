/** Short messages in the corner. `notify` may be called from anywhere. */
import { Toast } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonClass } from './button.tsx';
import styles from './toast.module.css';

const manager = Toast.createToastManager();

/** Says that something was done or has failed; failures are read out at once. */
export function notify({ tone = 'ok', title, text }: { tone?: 'ok' | 'danger'; title: string; text?: string }): void {
  manager.add({ title, ...(text && { description: text }), type: tone, priority: tone === 'danger' ? 'high' : 'low' });
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
    <Toast.Root key={toast.id} toast={toast} className={styles.toast}>
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
        <Toast.Close className={buttonClass({ look: 'ghost', size: 'small', icon: true })} aria-label="Dismiss">
          <X size={14} aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
