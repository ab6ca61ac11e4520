import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type CivilDate, formatCivilDate } from '#kernel/civil-date.ts';
import { LinkButton, PrintButton } from '#ui-kit/actions.tsx';
import { ErrorState, LoadingState, Notice, RuleLine } from '#ui-kit/feedback.tsx';
import { Checkbox, DateField, Segmented } from '#ui-kit/fields.tsx';
import { IconCalendar } from '#ui-kit/icons.tsx';
import { usePageParams, usePageQuery } from '#ui-kit/page.ts';
import { Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { useSay } from '#ui-kit/text.ts';
import {
  groupTitles,
  isRuleKey,
  keysOfSubject,
  RULE_GROUPS,
  ruleCatalogue,
} from '../domain/rule-catalogue.ts';
import { type AnyRuleKey, SUBJECTS, type Subject } from '../domain/rulebook.ts';
import { OwnValues } from './own-values.tsx';
import { ruleOf, type UnitRules, unitRulesQuery } from './queries.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { RuleRow } from './rule-row.tsx';
import { useRulebooksText } from './text.ts';

/** All rules in force for a unit, in plain words, each with its document. */
export function RulesPage() {
  const t = useRulebooksText();
  const { unitId } = usePageParams<'unitId'>();
  const [on, setOn] = useState<CivilDate | null>(null);
  const rules = useQuery({ ...unitRulesQuery(unitId, on), placeholderData: keepPreviousData });
  const answer = rules.data;
  return (
    <Page
      title={t('title')}
      lead={answer && t('lead', { unit: answer.unit.name, day: formatCivilDate(answer.day) })}
      action={<PrintButton />}
    >
      <DateField label={t('onDay')} value={on ?? answer?.day ?? null} onChange={setOn} />
      {rules.isError && <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />}
      {rules.isPending && <LoadingState lines={8} />}
      {answer && !rules.isError && <RulesOfUnit answer={answer} />}
    </Page>
  );
}

function RulesOfUnit({ answer }: { answer: UnitRules }) {
  const t = useRulebooksText();
  const say = useSay();
  const [onlyUnverified, setOnlyUnverified] = useState(false);
  const [changing, setChanging] = useState<AnyRuleKey | null>(null);
  const asked = usePageQuery().subject;
  const [subject, setSubject] = useState<Subject>(SUBJECTS.find((one) => one === asked) ?? 'meetings');
  const version = answer.versions[subject];
  const shownKeys = keysOfSubject(subject);
  const isOpen = (key: AnyRuleKey) => ruleOf(answer, key)?.source.verified === false;
  const unverified = shownKeys.filter(isOpen).length;
  const passedOver = answer.refused.flatMap(({ key }) =>
    isRuleKey(key) ? [say(ruleCatalogue[key].title)] : [],
  );
  return (
    <Stack gap="large">
      <Segmented<Subject>
        label={t('subject')}
        value={subject}
        onChange={setSubject}
        options={[
          { value: 'meetings', label: t('ofMeetings') },
          { value: 'members', label: t('ofMembers') },
          { value: 'voting', label: t('ofVoting') },
          { value: 'units', label: t('ofUnits') },
          { value: 'following', label: t('ofFollowing') },
          { value: 'places', label: t('ofPlaces') },
          { value: 'grading', label: t('ofGrading') },
        ]}
      />
      <Section title={say(version.title)}>
        <Stack gap="small">
          <p>
            {version.validTo
              ? t('versionFromTo', {
                  from: formatCivilDate(version.validFrom),
                  to: formatCivilDate(version.validTo),
                })
              : t('versionFrom', { from: formatCivilDate(version.validFrom) })}
          </p>
          <RuleLine rule={version.source} />
          {subject === 'members' && (
            <p>
              <LinkButton to={`/units/${answer.unit.id}/days-off`} icon={<IconCalendar />}>
                {t('daysOff')}
              </LinkButton>
            </p>
          )}
          {version.note && <span className="k-small">{say(version.note)}</span>}
        </Stack>
      </Section>
      {unverified > 0 && (
        <Notice tone="warn" title={t('unverifiedTitle', { count: unverified })}>
          <p>{t('unverifiedLead')}</p>
          <Checkbox label={t('onlyUnverified')} checked={onlyUnverified} onChange={setOnlyUnverified} />
        </Notice>
      )}
      {passedOver.length > 0 && (
        <Notice tone="warn" title={t('refusedTitle')}>
          {t('refusedText', { rules: passedOver.join('; ') })}
        </Notice>
      )}
      {RULE_GROUPS.map((group) => {
        const keys = shownKeys.filter(
          (key) => ruleCatalogue[key].group === group && (!onlyUnverified || isOpen(key)),
        );
        if (keys.length === 0) return null;
        return (
          <Section key={group} title={say(groupTitles[group])}>
            <Stack gap="large">
              {keys.map((key) => {
                const rule = ruleOf(answer, key);
                return (
                  rule && (
                    <RuleRow
                      key={key}
                      ruleKey={key}
                      rule={rule}
                      onChange={answer.abilities.set ? () => setChanging(key) : undefined}
                    />
                  )
                );
              })}
            </Stack>
          </Section>
        );
      })}
      {(answer.abilities.set || answer.own.length > 0) && <OwnValues answer={answer} />}
      {changing && (
        <RuleDialog key={changing} answer={answer} ruleKey={changing} onClose={() => setChanging(null)} />
      )}
    </Stack>
  );
}
