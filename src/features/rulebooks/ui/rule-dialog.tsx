import { useState } from 'react';
import type { CivilDate } from '#kernel/civil-date.ts';
import { Button } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { fieldRefusal, Notice, RefusalNotice, RuleLine } from '#ui-kit/feedback.tsx';
import { DateField, TextField } from '#ui-kit/fields.tsx';
import { Grid, Stack } from '#ui-kit/page-frame.tsx';
import { useWrite } from '#ui-kit/query.ts';
import { useSay } from '#ui-kit/text.ts';
import { showToast } from '#ui-kit/toasts.tsx';
import type { setRule } from '../contract.ts';
import { describeRule } from '../domain/describe-rule.ts';
import { ruleCatalogue } from '../domain/rule-catalogue.ts';
import type { AnyRuleKey } from '../domain/rulebook.ts';
import { ownValues, ruleOf, type UnitRules, unitRulesKey } from './queries.ts';
import { useRulebooksText } from './text.ts';
import { type Draft, isComplete, ValueEditor } from './value-editor.tsx';

type RuleDialogProps = { answer: UnitRules; ruleKey: AnyRuleKey; onClose: () => void };

/** A committee sets its own value of one rule. */
export function RuleDialog({ answer, ruleKey, onClose }: RuleDialogProps) {
  const t = useRulebooksText();
  const say = useSay();
  const rule = ruleOf(answer, ruleKey);
  const current = ownValues(answer, ruleKey)[0];
  const [value, setValue] = useState<Draft>(rule?.value);
  const [document, setDocument] = useState(current?.document ?? '');
  const [documentOn, setDocumentOn] = useState<CivilDate | null>(current?.documentOn ?? null);
  const [article, setArticle] = useState(current?.article ?? '');
  const [from, setFrom] = useState<CivilDate | null>(answer.day);
  const [to, setTo] = useState<CivilDate | null>(null);
  const [isTried, setTried] = useState(false);
  const save = useWrite<typeof setRule>('PUT /api/units/:unitId/rules/:key', {
    invalidates: [unitRulesKey(answer.unit.id)],
    onDone: () => {
      showToast({ text: t('saved') });
      onClose();
    },
  });
  if (!rule) return null;
  const title = say(ruleCatalogue[ruleKey].title);
  const isReady = isComplete(ruleKey, value) && document.trim() !== '' && from !== null;
  const submit = () => {
    setTried(true);
    if (!isReady) return;
    save.mutate({
      params: { unitId: answer.unit.id, key: ruleKey },
      body: { value, document, documentOn, article: article.trim() || null, from, to },
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      size="large"
      busy={save.isPending}
      actions={
        <>
          <Button onClick={onClose} disabled={save.isPending}>
            {t('cancel')}
          </Button>
          <Button kind="main" busy={save.isPending} onClick={submit}>
            {t('save')}
          </Button>
        </>
      }
    >
      <Stack>
        <div>
          <p>{t('now', { value: say(describeRule(ruleKey, rule.value)) })}</p>
          <RuleLine rule={rule.source} />
          <p className="k-hint">{t(`narrowing_${rule.narrowable}`)}</p>
        </div>
        <ValueEditor ruleKey={ruleKey} value={value} onChange={setValue} />
        <Grid>
          <TextField
            label={t('document')}
            hint={t('documentHint')}
            value={document}
            onChange={setDocument}
            maxLength={200}
            error={fieldRefusal(save.error, 'document')}
            required
          />
          <DateField label={t('documentOn')} value={documentOn} onChange={setDocumentOn} />
          <TextField label={t('article')} value={article} onChange={setArticle} maxLength={100} />
          <DateField
            label={t('from')}
            value={from}
            onChange={setFrom}
            error={fieldRefusal(save.error, 'from')}
            required
          />
          <DateField
            label={t('to')}
            hint={t('toHint')}
            value={to}
            onChange={setTo}
            error={fieldRefusal(save.error, 'to')}
          />
        </Grid>
        {isTried && !isReady && (
          <Notice tone="warn" urgent>
            {t('missing')}
          </Notice>
        )}
        <RefusalNotice refusal={save.error} />
      </Stack>
    </Dialog>
  );
}
