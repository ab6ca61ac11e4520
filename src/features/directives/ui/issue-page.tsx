import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { CivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import {
  EmptyState,
  ErrorState,
  fieldRefusal,
  LoadingState,
  Notice,
  RefusalNotice,
} from '#ui-kit/feedback.tsx';
import { Checkbox, DateField, RadioCards, SelectField, TextArea, TextField } from '#ui-kit/fields.tsx';
import { useGo, usePageParams } from '#ui-kit/page.ts';
import { Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { SendButton } from '#ui-kit/send-button.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { issueDirective, RecipientChoice } from '../contract.ts';
import { DIRECTIVE_KINDS, type DirectiveKind, type DirectiveNeed } from '../domain/paper.ts';
import { type ChosenFile, FilesChoice } from './files-choice.tsx';
import { type OtherLink, OtherLinks } from './link-fields.tsx';
import { type ChosenPaper, PaperChoice } from './paper-choice.tsx';
import { attachFiles } from './paper-files.tsx';
import { nextNumberQuery, recipientsQuery } from './queries.ts';
import { RecipientChoiceField } from './recipient-choice.tsx';
import { KIND_KEYS, useDirectivesText } from './text.ts';

function IssueForm({ unit, today }: { unit: { id: string; name: string }; today: CivilDate }) {
  const t = useDirectivesText();
  const go = useGo();
  const queries = useQueryClient();
  const [kind, setKind] = useState<DirectiveKind | null>(null);
  const [symbol, setSymbol] = useState('');
  const [issuedOn, setIssuedOn] = useState<CivilDate | null>(today);
  const [title, setTitle] = useState('');
  const [summary, setSummary] = useState('');
  const [needs, setNeeds] = useState<DirectiveNeed | null>(null);
  const [dueOn, setDueOn] = useState<CivilDate | null>(null);
  const [to, setTo] = useState<RecipientChoice>({ by: 'every-branch' });
  const [carriesOut, setCarriesOut] = useState<ChosenPaper | null>(null);
  const [otherLinks, setOtherLinks] = useState<OtherLink[]>([]);
  const next = useQuery(nextNumberQuery(unit.id, kind));
  const [isSecret, setIsSecret] = useState(false);
  const [files, setFiles] = useState<ChosenFile[]>([]);
  const [isAttaching, setIsAttaching] = useState(false);

  const issue = useWrite<typeof issueDirective>('POST /api/units/:unitId/directives', {
    onDone: async ({ id, recipients }) => {
      if (files.length) setIsAttaching(true);
      const left = await attachFiles(unit.id, id, files);
      void queries.invalidateQueries({ queryKey: ['directives', 'unit', unit.id] });
      showToast(
        left.length === 0
          ? { text: t('sent', { count: recipients }) }
          : {
              tone: 'warn',
              text: t('sentWithoutFiles', { names: left.map((one) => one.chosen.file.name).join(', ') }),
            },
      );
      go(`/units/${unit.id}/directives/${id}`, { replace: true });
    },
  });
  const missing = [
    kind === null && t('kind'),
    symbol.trim() === '' && t('symbol'),
    issuedOn === null && t('issuedOn'),
    title.trim() === '' && t('titleLabel'),
    needs === null && t('whatNeeds'),
    to.by === 'list' && to.unitIds.length === 0 && t('recipients'),
  ];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (kind === null || needs === null || issuedOn === null || isSecret) return;
    issue.mutate({
      params: { unitId: unit.id },
      body: {
        kind,
        symbol,
        issuedOn,
        title,
        summary: summary || null,
        needs,
        dueOn: needs === 'carry-out' ? dueOn : null,
        to,
        links: [
          ...(carriesOut ? [{ kind: 'carries-out' as const, targetId: carriesOut.id }] : []),
          ...otherLinks.flatMap(({ kind, paper }) => (paper ? [{ kind, targetId: paper.id }] : [])),
        ],
        isSecret,
      },
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Section title={t('paper')}>
          <Checkbox label={t('secret')} note={t('secretNote')} checked={isSecret} onChange={setIsSecret} />
          {isSecret && (
            <Notice tone="danger" title={t('secretRefused')} urgent>
              {t('secretText')}
            </Notice>
          )}
          <SelectField
            label={t('kind')}
            value={kind}
            onChange={setKind}
            options={DIRECTIVE_KINDS.map((value) => ({ value, label: t(KIND_KEYS[value]) }))}
            required
          />
          <TextField
            label={t('symbol')}
            hint={t('symbolHint')}
            value={symbol}
            onChange={setSymbol}
            maxLength={80}
            required
            error={fieldRefusal(issue.error, 'symbol')}
          />
          {next.isSuccess && symbol.trim() === '' && (
            <div className="k-row" data-gap="small">
              <Button onClick={() => setSymbol(next.data.symbol)}>
                {t('takeNumber', { symbol: next.data.symbol })}
              </Button>
              {next.data.term && <span className="k-soft">{t('inTerm', { term: next.data.term })}</span>}
            </div>
          )}
          <DateField
            label={t('issuedOn')}
            value={issuedOn}
            onChange={setIssuedOn}
            max={today}
            required
            error={fieldRefusal(issue.error, 'issuedOn')}
          />
          <TextArea
            label={t('titleLabel')}
            hint={t('titleHint')}
            value={title}
            onChange={setTitle}
            maxLength={500}
            lines={2}
            required
            error={fieldRefusal(issue.error, 'title')}
          />
          <FilesChoice chosen={files} onChange={setFiles} busy={issue.isPending || isAttaching} />
        </Section>
        <Section title={t('linksTitle')} lead={t('linksLead')}>
          <PaperChoice
            unitId={unit.id}
            label={t('carriesOutLabel')}
            value={carriesOut}
            onChange={setCarriesOut}
            error={fieldRefusal(issue.error, 'links')}
          />
          <OtherLinks unitId={unit.id} links={otherLinks} onChange={setOtherLinks} />
        </Section>
        <Section title={t('needs')}>
          <RadioCards
            label={t('whatNeeds')}
            value={needs}
            onChange={setNeeds}
            options={[
              { value: 'know', label: t('needKnow'), note: t('needKnowNote') },
              { value: 'discuss', label: t('needDiscuss'), note: t('needDiscussNote') },
              { value: 'carry-out', label: t('needCarryOut'), note: t('needCarryOutNote') },
            ]}
            required
          />
          {needs === 'carry-out' && (
            <DateField
              label={t('due')}
              value={dueOn}
              onChange={setDueOn}
              error={fieldRefusal(issue.error, 'dueOn')}
            />
          )}
          <TextArea
            label={t('summary')}
            hint={t('summaryHint')}
            value={summary}
            onChange={setSummary}
            maxLength={4000}
            error={fieldRefusal(issue.error, 'summary')}
          />
        </Section>
        <Section>
          <RecipientChoiceField
            unitId={unit.id}
            choice={to}
            onChange={setTo}
            error={fieldRefusal(issue.error, 'to')}
          />
          {issue.isError && <RefusalNotice refusal={issue.error} />}
          <div>
            <SendButton
              type="submit"
              size="large"
              busy={issue.isPending || isAttaching}
              disabled={isSecret}
              missing={missing}
            >
              {t('submit')}
            </SendButton>
          </div>
        </Section>
      </Stack>
    </form>
  );
}

/** Sends a paper to units below. */
export function IssuePage() {
  const t = useDirectivesText();
  const { unitId } = usePageParams<'unitId'>();
  const recipients = useQuery(recipientsQuery(unitId));
  return (
    <Page
      title={t('send')}
      lead={t('sendLead')}
      back={{ to: `/units/${unitId}/directives`, label: t('issued') }}
    >
      {recipients.isPending ? (
        <LoadingState />
      ) : recipients.isError ? (
        <ErrorState error={recipients.error} onRetry={() => void recipients.refetch()} />
      ) : recipients.data.units.length === 0 ? (
        <EmptyState title={t('noUnits')} />
      ) : (
        <IssueForm unit={recipients.data.unit} today={recipients.data.today} />
      )}
    </Page>
  );
}
