import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { civilDateAt, formatCivilDate } from '#kernel/civil-date.ts';
import { newId } from '#kernel/ids.ts';
import type { Answer } from '#kernel/route.ts';
import { Button } from '#ui-kit/actions.tsx';
import { RefusalNotice } from '#ui-kit/feedback.tsx';
import { Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { ReasonDialog } from '#ui-kit/reason-dialog.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { getIssuedDirective, PaperFile, removeDirectiveFile } from '../contract.ts';
import { FileList } from './file-list.tsx';
import { type ChosenFile, FilesChoice } from './files-choice.tsx';
import { attachFile } from './queries.ts';
import { PART_KEYS, useDirectivesText } from './text.ts';

/** Each file keeps its key, so that sending it again after a lost connection is the same request. */
const keys = new WeakMap<File, string>();
const keyOf = (file: File): string => {
  const known = keys.get(file) ?? newId();
  keys.set(file, known);
  return known;
};

/** Sends files one after the other; gives those that were not taken, each with why. */
export async function attachFiles(unitId: string, directiveId: string, files: readonly ChosenFile[]) {
  const left: { chosen: ChosenFile; error: unknown }[] = [];
  for (const chosen of files) {
    try {
      await attachFile(unitId, directiveId, chosen, keyOf(chosen.file));
    } catch (error) {
      left.push({ chosen, error });
    }
  }
  return left;
}

function AddFiles({
  unitId,
  directiveId,
  files,
}: {
  unitId: string;
  directiveId: string;
  files: readonly PaperFile[];
}) {
  const t = useDirectivesText();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<ChosenFile[]>([]);
  const attach = useMutation({
    mutationFn: (wanted: readonly ChosenFile[]) => attachFiles(unitId, directiveId, wanted),
    onSuccess: (left, wanted) => {
      setChosen(left.map((one) => one.chosen));
      if (left.length < wanted.length)
        showToast({ text: t('attached', { count: wanted.length - left.length }) });
      return queries.invalidateQueries({ queryKey: ['directives'] });
    },
  });
  const refused = chosen.length > 0 ? (attach.data ?? []) : [];
  return (
    <Stack>
      <FilesChoice
        chosen={chosen}
        onChange={setChosen}
        carried={{
          hasMain: files.some((file) => file.part === 'main'),
          count: files.length,
          bytes: files.reduce((sum, file) => sum + file.size, 0),
        }}
        busy={attach.isPending}
      />
      {refused.map(({ chosen: { file }, error }) => (
        <div key={keyOf(file)}>
          <p>{t('notAttached', { name: file.name })}</p>
          <RefusalNotice refusal={error} />
        </div>
      ))}
      {chosen.length > 0 && (
        <div>
          <Button kind="main" busy={attach.isPending} onClick={() => attach.mutate(chosen)}>
            {t('attach', { count: chosen.length })}
          </Button>
        </div>
      )}
    </Stack>
  );
}

function RemoveDialog({
  unitId,
  directiveId,
  file,
  onClose,
}: {
  unitId: string;
  directiveId: string;
  file: PaperFile | null;
  onClose: () => void;
}) {
  const t = useDirectivesText();
  const remove = useWrite<typeof removeDirectiveFile>(
    'POST /api/units/:unitId/directives/:directiveId/files/:fileId/remove',
    { invalidates: [['directives']], onDone: onClose },
  );
  return (
    <ReasonDialog
      open={file !== null}
      title={t('takeOff')}
      label={t('takeOffReason')}
      confirmLabel={t('takeOff')}
      danger
      write={remove}
      onClose={onClose}
      onConfirm={(reason) =>
        file !== null && remove.mutate({ params: { unitId, directiveId, fileId: file.id }, body: { reason } })
      }
    >
      <p>{t('takeOffText', { name: file?.name ?? '' })}</p>
    </ReasonDialog>
  );
}

/** The files of a paper of the committee: what it carries, more of them, what was taken off again. */
export function PaperFiles({
  unitId,
  data: { directive, removedFiles, abilities },
}: {
  unitId: string;
  data: Answer<typeof getIssuedDirective>;
}) {
  const t = useDirectivesText();
  const [removing, setRemoving] = useState<PaperFile | null>(null);
  const { files } = directive;
  return (
    <Section title={t('files')}>
      <Stack>
        <FileList
          unitId={unitId}
          directiveId={directive.id}
          files={files}
          {...(abilities.removeFiles
            ? {
                actionOn: (file: PaperFile) => (
                  <Button
                    kind="plain"
                    label={t('takeOffThis', { name: file.name })}
                    onClick={() => setRemoving(file)}
                  >
                    {t('takeOff')}
                  </Button>
                ),
              }
            : {})}
        />
        {abilities.issue && !abilities.removeFiles && files.length > 0 && (
          <p className="k-soft k-small">{t('filesWereRead')}</p>
        )}
        {abilities.issue && <AddFiles unitId={unitId} directiveId={directive.id} files={files} />}
        {removedFiles.length > 0 && (
          <div>
            <h3>{t('filesRemoved')}</h3>
            <ul className="paper-files">
              {removedFiles.map((file) => (
                <li key={file.id}>
                  <div>
                    {t(PART_KEYS[file.part])}: <span className="paper-file-name">{file.name}</span>
                  </div>
                  <div className="k-soft k-small">
                    {t('removedBy', {
                      name: file.removedByName,
                      date: formatCivilDate(civilDateAt(Date.parse(file.removedAt))),
                      reason: file.reason,
                    })}
                  </div>
                </li>
              ))}
            </ul>
          </div>
        )}
      </Stack>
      <RemoveDialog
        unitId={unitId}
        directiveId={directive.id}
        file={removing}
        onClose={() => setRemoving(null)}
      />
    </Section>
  );
}
