import { useState } from 'react';
import { newId } from '#kernel/ids.ts';
import { Button } from '#ui-kit/actions.tsx';
import { ConfirmDialog } from '#ui-kit/dialog.tsx';
import { fieldRefusal, RefusalNotice } from '#ui-kit/feedback.tsx';
import { SelectField } from '#ui-kit/fields.tsx';
import { IconPlus } from '#ui-kit/icons.tsx';
import { Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { LinkKind, linkPaper } from '../contract.ts';
import { LINK_KINDS } from '../domain/paper-links.ts';
import { type ChosenPaper, PaperChoice } from './paper-choice.tsx';
import { LINK_KEYS, useDirectivesText } from './text.ts';

export type OtherLink = { key: string; kind: LinkKind; paper: ChosenPaper | null };

const OTHER_KINDS = LINK_KINDS.filter((kind) => kind !== 'carries-out');

/** Earlier papers that this one replaces, amends or ends, a line for each. */
export function OtherLinks({
  unitId,
  links,
  onChange,
}: {
  unitId: string;
  links: readonly OtherLink[];
  onChange: (links: OtherLink[]) => void;
}) {
  const t = useDirectivesText();
  const set = (key: string, changed: Partial<OtherLink>) =>
    onChange(links.map((link) => (link.key === key ? { ...link, ...changed } : link)));
  return (
    <Stack>
      {links.map((link) => (
        <fieldset key={link.key} className="paper-link">
          <legend className="k-hidden">{t(LINK_KEYS.earlier[link.kind])}</legend>
          <SelectField<LinkKind>
            label={t('linkKind')}
            value={link.kind}
            onChange={(kind) => set(link.key, { kind })}
            options={OTHER_KINDS.map((value) => ({ value, label: t(LINK_KEYS.earlier[value]) }))}
          />
          <PaperChoice
            unitId={unitId}
            label={t('linkWhich')}
            value={link.paper}
            onChange={(paper) => set(link.key, { paper })}
          />
          <div>
            <Button kind="plain" onClick={() => onChange(links.filter((one) => one.key !== link.key))}>
              {t('removeLink')}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <p className="k-soft k-small">{t('otherLinkLead')}</p>
        <Button
          icon={<IconPlus />}
          onClick={() => onChange([...links, { key: newId(), kind: 'replaces', paper: null }])}
        >
          {t('addOtherLink')}
        </Button>
      </div>
    </Stack>
  );
}

/** Says afterwards how a paper that was sent stands to an earlier one. */
export function LinkPaperButton({ unitId, directiveId }: { unitId: string; directiveId: string }) {
  const t = useDirectivesText();
  const [isOpen, setIsOpen] = useState(false);
  const [kind, setKind] = useState<LinkKind>('carries-out');
  const [paper, setPaper] = useState<ChosenPaper | null>(null);
  const close = () => {
    setIsOpen(false);
    setPaper(null);
  };
  const link = useWrite<typeof linkPaper>('POST /api/units/:unitId/directives/:directiveId/links', {
    invalidates: [['directives']],
    onDone: () => {
      showToast({ text: t('linked') });
      close();
    },
  });
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t('linkPaper')}</Button>
      <ConfirmDialog
        open={isOpen}
        title={t('linkPaper')}
        confirmLabel={t('linkPaper')}
        busy={link.isPending}
        notice={link.isError ? <RefusalNotice refusal={link.error} /> : undefined}
        onClose={close}
        onConfirm={() =>
          paper && link.mutate({ params: { unitId, directiveId }, body: { kind, targetId: paper.id } })
        }
      >
        <Stack>
          <p>{t('linkPaperLead')}</p>
          <SelectField<LinkKind>
            label={t('linkKind')}
            value={kind}
            onChange={setKind}
            options={LINK_KINDS.map((value) => ({ value, label: t(LINK_KEYS.earlier[value]) }))}
          />
          <PaperChoice
            unitId={unitId}
            label={t('linkWhich')}
            value={paper}
            onChange={setPaper}
            error={fieldRefusal(link.error, 'links')}
          />
        </Stack>
      </ConfirmDialog>
    </>
  );
}
