import { Notice } from '#ui-kit/feedback.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { ReasonDialog } from '#ui-kit/reason-dialog.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { FollowedRow, urgeBranches } from '../contract.ts';
import { NEEDS } from '../domain/needs.ts';
import { openOf } from '../domain/urging.ts';
import { NeedMark } from './marks.tsx';
import { useReportsText } from './text.ts';

type Asked = {
  unitId: string;
  month: string;
  /** Branches to urge; none: the dialog is closed. */
  branches: readonly FollowedRow[];
  /** Letters leave too. */
  mails: boolean;
  onClose: () => void;
};

/** Says what is open, asks for a sentence of guidance that may be left out, and urges. */
export function UrgeDialog({ unitId, month, branches, mails, onClose }: Asked) {
  const t = useReportsText();
  const urge = useWrite<typeof urgeBranches>('POST /api/units/:unitId/months/:month/urgings', {
    invalidates: [['months']],
    onDone: ({ urged, mails }) => {
      const done = t('urgeDone', { count: urged });
      showToast({ text: mails > 0 ? `${done} ${t('urgeMailed', { count: mails })}` : done });
      onClose();
    },
  });
  const [first, ...others] = branches;
  const open = NEEDS.flatMap((need) => {
    const count = branches.filter((row) => openOf(row).includes(need)).length;
    return count > 0 ? [{ need, count }] : [];
  });
  return (
    <ReasonDialog
      open={first !== undefined}
      title={
        first && others.length === 0
          ? t('urgeTitle', { branch: first.name })
          : t('urgeMany', { count: branches.length })
      }
      label={t('urgeText')}
      maxLength={300}
      optional
      confirmLabel={t('urgeSend')}
      write={urge}
      onClose={() => {
        urge.reset();
        onClose();
      }}
      onConfirm={(text) =>
        urge.mutate({
          params: { unitId, month },
          body: { branchIds: branches.map((row) => row.branchId), ...(text ? { text } : {}) },
        })
      }
    >
      <Stack>
        <p>{t('urgeOpen')}</p>
        <ul className="k-row" data-gap="small" style={{ listStyle: 'none', padding: 0 }}>
          {open.map(({ need, count }) => (
            <li key={need}>
              <NeedMark need={need} />
              {others.length > 0 && <span className="k-number"> {count}</span>}
            </li>
          ))}
        </ul>
        <Notice>
          {t('urgeWhere')}
          {mails && ` ${t('urgeByMail')}`}
        </Notice>
      </Stack>
    </ReasonDialog>
  );
}
