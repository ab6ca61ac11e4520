import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from './actions.tsx';
import { IconCross } from './icons.tsx';
import { useKitText } from './labels.ts';

export type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Buttons at the bottom; the main one last. */
  actions?: ReactNode;
  size?: 'normal' | 'large';
  /** While true neither Escape nor the cross closes it. */
  busy?: boolean;
};

/** A question above the page. The focus stays inside and returns to where it came from; Escape closes. */
export function Dialog({ open, onClose, title, children, actions, size, busy }: DialogProps) {
  const t = useKitText();
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    if (!open || !dialog) return;
    const before = document.activeElement;
    if (!dialog.open) dialog.showModal();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, [open]);
  if (!open) return null;
  return (
    <dialog
      ref={box}
      className="k-dialog"
      data-size={size}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (!busy) onClose();
      }}
    >
      <div className="k-dialog-head">
        <h2 id={id}>{title}</h2>
        <Button kind="plain" icon={<IconCross />} label={t('close')} disabled={busy} onClick={onClose} />
      </div>
      <div className="k-dialog-body">{children}</div>
      {actions !== undefined && <div className="k-dialog-foot">{actions}</div>}
    </dialog>
  );
}

export type ConfirmDialogProps = {
  open: boolean;
  title: string;
  /** What will happen, and whether it can be undone. */
  children: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  danger?: boolean;
  busy?: boolean;
  /** The refusal of the last try, usually a RefusalNotice. */
  notice?: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before what cannot be taken back; the button says what it does. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useKitText();
  const { open, title, children, confirmLabel, cancelLabel, danger, busy, notice, onConfirm, onClose } =
    props;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      busy={busy}
      actions={
        <>
          <Button onClick={onClose} disabled={busy}>
            {cancelLabel ?? t('cancel')}
          </Button>
          <Button kind={danger ? 'danger' : 'main'} busy={busy} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div>{children}</div>
      {notice}
    </Dialog>
  );
}
