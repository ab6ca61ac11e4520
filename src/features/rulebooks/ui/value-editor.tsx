import { Button } from '#ui-kit/actions.tsx';
import { Checkbox, NumberField, Segmented, SelectField } from '#ui-kit/fields.tsx';
import { Grid, Row, Stack } from '#ui-kit/page-frame.tsx';
import { useSay } from '#ui-kit/text.ts';
import { moveTexts } from '../domain/describe-rule.ts';
import {
  type AllRuleValues,
  type AnyRuleKey,
  type Comparison,
  DECIDED_MOVES,
  type Decider,
  type NoticeRecipient,
  REQUEST_PARTS,
  SIGN_SPANS,
} from '../domain/rulebook.ts';
import type { MatterRule } from '../domain/voting-rules.ts';
import { GradingSheetEditor } from './grading-sheet-editor.tsx';
import { MatterEditor, matterIsComplete, matterOf } from './matter-editor.tsx';
import { SheetEditor } from './sheet-editor.tsx';
import { StepsEditor } from './steps-editor.tsx';
import { useRulebooksText } from './text.ts';

/** What is being written: a value of the rule's shape, in which a number may still be missing. */
export type Draft = AllRuleValues[AnyRuleKey] | Record<string, unknown> | undefined;

type EditorProps = { ruleKey: AnyRuleKey; value: Draft; onChange: (value: Draft) => void };

const PLACE_PARTS = {
  'place.ward': ['people', 'km2', 'cityPeople', 'townPeople'],
  'place.commune': ['people', 'km2', 'mountainPeople', 'mountainKm2', 'islandPeople', 'islandKm2'],
  'place.township': ['people', 'km2'],
} as const;
const PERCENT_PARTS = {
  'place.duty': ['both', 'area', 'people'],
  'place.merged': [
    'wardPeople',
    'wardArea',
    'communePeople',
    'communeArea',
    'mountainPeople',
    'mountainArea',
  ],
} as const;

const toNumber = (value: Draft): number | null => (typeof value === 'number' ? value : null);
const toRecord = (value: Draft): Record<string, number | null> =>
  (typeof value === 'object' && value !== null ? value : {}) as Record<string, number | null>;

/** The field or fields for one rule's value. */
export function ValueEditor({ ruleKey, value, onChange }: EditorProps) {
  const t = useRulebooksText();
  const say = useSay();
  const change = (name: string) => (next: unknown) => onChange({ ...toRecord(value), [name]: next });
  const comparison = (
    <SelectField<Comparison>
      label={t('comparison')}
      value={(toRecord(value).comparison as unknown as Comparison | undefined) ?? null}
      onChange={change('comparison')}
      options={[
        { value: 'at-least', label: t('atLeast') },
        { value: 'more-than', label: t('moreThan') },
      ]}
    />
  );
  const orNothing = (empty: Record<string, unknown>) => (
    <Checkbox
      label={t('setNothing')}
      checked={value === null}
      onChange={(none) => onChange(none ? null : empty)}
    />
  );
  const plain = (unit?: string, min = 1) => (
    <NumberField
      label={t('value')}
      value={toNumber(value)}
      onChange={(n) => onChange(n ?? undefined)}
      min={min}
      step={1}
      unit={unit}
      required
    />
  );
  const matter = matterOf(ruleKey);
  if (matter) return <MatterEditor matter={matter} rule={value as MatterRule} onChange={onChange} />;
  switch (ruleKey) {
    case 'duration.minutes':
    case 'duration.combined-minutes':
      return (
        <NumberField
          label={t('least')}
          value={toNumber(value)}
          onChange={(n) => onChange(n ?? undefined)}
          min={1}
          max={480}
          step={5}
          unit={t('unitMinutes')}
          required
        />
      );
    case 'papers.lead-days':
    case 'result.post-within-days':
      return plain(t('unitDays'), 0);
    case 'cascade.leave-days':
    case 'urging.reminder-days':
      return plain(t('unitDays'), 0);
    case 'urging.matter-days':
      return plain(t('unitDays'));
    case 'request.second-above-hours':
      return plain(t('unitHours'), 0);
    case 'request.minutes': {
      const labels = {
        reading: t('requestReading'),
        number: t('requestNumber'),
        date: t('requestDate'),
        text: t('requestText'),
        yesNo: t('requestYesNo'),
      };
      return (
        <Grid>
          {REQUEST_PARTS.map((part) => (
            <NumberField
              key={part}
              label={labels[part]}
              value={toRecord(value)[part] ?? null}
              onChange={change(part)}
              min={0}
              max={480}
              unit={t('unitMinutes')}
              required
            />
          ))}
        </Grid>
      );
    }
    case 'clash.most-per-week':
      return plain(t('unitTasks'));
    case 'urging.after-days': {
      const days = Array.isArray(value) ? (value as unknown as (number | null)[]) : [];
      const set = (next: (number | null)[]) => onChange(next as Draft);
      return (
        <Stack gap="small">
          {days.map((day, index) => (
            <NumberField
              // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what the field is about
              key={index}
              label={t('urgingNumber', { count: index + 1 })}
              value={day}
              onChange={(n) => set(days.with(index, n))}
              min={1}
              max={365}
              step={1}
              unit={t('unitDays')}
              required
            />
          ))}
          <Row>
            <Button onClick={() => set([...days, (days.at(-1) ?? 0) + 7])} disabled={days.length >= 10}>
              {t('addUrging')}
            </Button>
            <Button onClick={() => set(days.slice(0, -1))} disabled={days.length <= 1}>
              {t('removeUrging')}
            </Button>
          </Row>
        </Stack>
      );
    }
    case 'regular.per-month':
    case 'thematic.per-quarter':
      return plain(t('unitTimes'));
    case 'attendance.max-consecutive-excused':
      return plain(t('unitTimes'), 0);
    case 'preparation.committee-meets':
    case 'score.adopted-by-vote':
    case 'score.confirmed-by-follower':
      return (
        <Segmented
          label={t('value')}
          value={value === true ? 'yes' : value === false ? 'no' : null}
          onChange={(v) => onChange(v === 'yes')}
          options={[
            { value: 'yes', label: t('yes') },
            { value: 'no', label: t('no') },
          ]}
        />
      );
    case 'duration.large-branch':
    case 'duration.small-branch':
      return (
        <Stack gap="small">
          {value !== null && (
            <Grid>
              <NumberField
                label={ruleKey === 'duration.large-branch' ? t('fromMembers') : t('upToMembers')}
                value={toRecord(value).members ?? null}
                onChange={change('members')}
                min={1}
                required
              />
              <NumberField
                label={t('least')}
                value={toRecord(value).minutes ?? null}
                onChange={change('minutes')}
                min={1}
                max={480}
                unit={t('unitMinutes')}
                required
              />
            </Grid>
          )}
          {orNothing({ members: null, minutes: null })}
        </Stack>
      );
    case 'criticism.minutes':
      return (
        <Stack gap="small">
          {value !== null && (
            <Grid>
              <NumberField
                label={t('fromMinutes')}
                value={toRecord(value).from ?? null}
                onChange={change('from')}
                min={0}
                max={240}
                unit={t('unitMinutes')}
                required
              />
              <NumberField
                label={t('toMinutes')}
                value={toRecord(value).to ?? null}
                onChange={change('to')}
                min={1}
                max={240}
                unit={t('unitMinutes')}
                required
              />
            </Grid>
          )}
          {orNothing({ from: null, to: null })}
        </Stack>
      );
    case 'attendance.target':
      return (
        <Grid>
          <NumberField
            label={t('percent')}
            value={toRecord(value).percent ?? null}
            onChange={change('percent')}
            min={0}
            max={100}
            decimals
            unit="%"
            required
          />
          {comparison}
        </Grid>
      );
    case 'quorum.ordinary':
    case 'vote.resolution':
      return (
        <Stack gap="small">
          {value !== null && (
            <Grid>
              <NumberField
                label={t('numerator')}
                value={toRecord(value).numerator ?? null}
                onChange={change('numerator')}
                min={1}
                required
              />
              <NumberField
                label={t('denominator')}
                value={toRecord(value).denominator ?? null}
                onChange={change('denominator')}
                min={1}
                required
              />
              {comparison}
            </Grid>
          )}
          {ruleKey === 'quorum.ordinary' &&
            orNothing({ numerator: null, denominator: null, comparison: 'at-least' })}
        </Stack>
      );
    case 'notice.recipients': {
      const chosen = (Array.isArray(value) ? value : []) as NoticeRecipient[];
      const toggle = (recipient: NoticeRecipient) => (on: boolean) =>
        onChange(on ? [...chosen, recipient] : chosen.filter((r) => r !== recipient));
      return (
        <Stack gap="small">
          <Checkbox
            label={t('toMembers')}
            checked={chosen.includes('members')}
            onChange={toggle('members')}
          />
          <Checkbox
            label={t('toFollower')}
            checked={chosen.includes('follower')}
            onChange={toggle('follower')}
          />
        </Stack>
      );
    }
    case 'score.year-grade': {
      const rule = value as AllRuleValues['score.year-grade'];
      return (
        <NumberField
          label={t('minGood')}
          value={rule?.good.minGood ?? null}
          onChange={(n) =>
            onChange({
              good: { minGood: n, noneBelow: rule?.good.noneBelow ?? 'fair' },
              fair: rule?.fair ?? { noneBelow: 'average' },
            })
          }
          min={0}
          max={12}
          step={1}
          required
        />
      );
    }
    case 'answer.within-days':
    case 'joining.ceremony-days':
    case 'probation.decide-days':
    case 'transfer.apply-days':
    case 'transfer.present-days':
      return plain(t('unitWorkingDays'));
    case 'joining.again-months':
    case 'probation.months':
      return plain(t('unitMonths'));
    case 'joining.age':
    case 'temporary.months':
    case 'temporary.study-months': {
      const last = ruleKey !== 'joining.age' && 'below' in toRecord(value) ? 'below' : 'to';
      const unit = ruleKey === 'joining.age' ? t('unitYears') : t('unitMonths');
      return (
        <Grid>
          <NumberField
            label={t('fromNumber')}
            value={toRecord(value).from ?? null}
            onChange={change('from')}
            min={0}
            unit={unit}
            required
          />
          <NumberField
            label={last === 'below' ? t('belowNumber') : t('toNumber')}
            value={toRecord(value)[last] ?? null}
            onChange={change(last)}
            min={1}
            unit={unit}
            required
          />
        </Grid>
      );
    }
    case 'suspension.days':
      return (
        <Grid>
          <NumberField
            label={t('usualDays')}
            value={toRecord(value).usual ?? null}
            onChange={change('usual')}
            min={1}
            required
          />
          <NumberField
            label={t('mostDays')}
            value={toRecord(value).most ?? null}
            onChange={change('most')}
            min={1}
            required
          />
          <SelectField<'working' | 'calendar'>
            label={t('countedAs')}
            value={(value as AllRuleValues['suspension.days']).counted}
            onChange={change('counted')}
            options={[
              { value: 'calendar', label: t('calendarDays') },
              { value: 'working', label: t('unitWorkingDays') },
            ]}
          />
        </Grid>
      );
    case 'moves.decider':
      return (
        <Stack gap="small">
          {DECIDED_MOVES.map((move) => (
            <Segmented<Decider>
              key={move}
              label={say(moveTexts[move])}
              value={(value as AllRuleValues['moves.decider'])[move]}
              onChange={change(move)}
              options={[
                { value: 'branch', label: t('byBranch') },
                { value: 'committee', label: t('byCommittee') },
              ]}
            />
          ))}
        </Stack>
      );
    case 'place.ward':
    case 'place.commune':
    case 'place.township':
      return (
        <Stack gap="small">
          {value !== null && (
            <Grid>
              {PLACE_PARTS[ruleKey].map((part) => (
                <NumberField
                  key={part}
                  label={t(`part.${part}`)}
                  value={toRecord(value)[part] ?? null}
                  onChange={change(part)}
                  min={part.endsWith('m2') ? 0.1 : 1}
                  step={part.endsWith('m2') ? 0.1 : 1}
                  unit={part.endsWith('m2') ? 'km²' : t('unitPeople')}
                  required
                />
              ))}
            </Grid>
          )}
          {ruleKey === 'place.township' && orNothing({ people: null, km2: null })}
        </Stack>
      );
    case 'place.duty':
    case 'place.merged':
      return (
        <Stack gap="small">
          {value !== null && (
            <Grid>
              {PERCENT_PARTS[ruleKey].map((part) => (
                <NumberField
                  key={part}
                  label={t(`percent.${part}`)}
                  value={toRecord(value)[part] ?? null}
                  onChange={change(part)}
                  min={0}
                  max={1000}
                  step={1}
                  unit="%"
                  required
                />
              ))}
            </Grid>
          )}
          {ruleKey === 'place.duty' && orNothing({ both: null, area: null, people: null })}
        </Stack>
      );
    case 'sign.unheld':
    case 'sign.unthematic':
    case 'sign.attendance':
    case 'sign.score':
    case 'sign.falling':
    case 'sign.tasks':
    case 'sign.duties':
    case 'sign.papers':
    case 'sign.petitions':
    case 'sign.secretary':
    case 'sign.official':
    case 'sign.exit': {
      const isExit = ruleKey === 'sign.exit';
      const span = isExit ? 'months' : (SIGN_SPANS as Record<string, 'months' | 'days'>)[ruleKey];
      return (
        <Stack gap="small">
          {value !== null && (
            <Grid>
              <NumberField
                label={t(isExit ? 'signsRemaining' : 'signLimit')}
                value={toRecord(value).limit ?? null}
                onChange={change('limit')}
                min={isExit ? 0 : 1}
                step={1}
                required
              />
              {span && (
                <NumberField
                  label={t(isExit ? 'signLeast' : 'signSpan')}
                  value={toRecord(value).span ?? null}
                  onChange={change('span')}
                  min={isExit ? 0 : 1}
                  step={1}
                  unit={t(span === 'months' ? 'unitMonths' : 'unitDays')}
                  required
                />
              )}
            </Grid>
          )}
          {!isExit && orNothing(span ? { limit: null, span: null } : { limit: null })}
        </Stack>
      );
    }
    case 'grading.sheet':
      return <GradingSheetEditor sheet={value as AllRuleValues['grading.sheet']} onChange={onChange} />;
    case 'grading.cap': {
      const cap = value as AllRuleValues['grading.cap'];
      return (
        <Grid>
          <NumberField
            label={t('capPercent')}
            value={cap.percent}
            onChange={(percent) => percent !== null && onChange({ ...cap, percent })}
            min={0}
            max={100}
            step={1}
            unit="%"
            required
          />
          <SelectField
            label={t('capOf')}
            value={cap.of}
            onChange={(of) => onChange({ ...cap, of })}
            options={[
              { value: 'good', label: t('capOfGood') },
              { value: 'good-or-better', label: t('capOfGoodOrBetter') },
              { value: 'decided', label: t('capOfDecided') },
              { value: 'all', label: t('capOfAll') },
            ]}
          />
          <SelectField
            label={t('capGroup')}
            value={cap.group}
            onChange={(group) => onChange({ ...cap, group })}
            options={[
              { value: 'round', label: t('capGroupRound') },
              { value: 'sector', label: t('capGroupSector') },
            ]}
          />
        </Grid>
      );
    }
    case 'grading.flags':
      return (
        <Grid>
          {(['monthsWithoutMeeting', 'attendanceBelow', 'papersUnopened'] as const).map((part) => (
            <NumberField
              key={part}
              label={t(`flag.${part}`)}
              value={toRecord(value)[part] ?? null}
              onChange={change(part)}
              min={1}
              max={part === 'monthsWithoutMeeting' ? 12 : part === 'attendanceBelow' ? 100 : 1000}
              step={1}
              unit={part === 'attendanceBelow' ? '%' : undefined}
              required
            />
          ))}
        </Grid>
      );
    case 'score.sheet':
      return <SheetEditor sheet={value as AllRuleValues['score.sheet']} onChange={onChange} />;
    case 'steps.regular':
    case 'steps.thematic':
    case 'steps.combined':
      return <StepsEditor steps={value as AllRuleValues['steps.regular']} onChange={onChange} />;
    case 'attendance.base':
    case 'vote.who':
    case 'speak.who':
    case 'vote.ordinary-methods':
    case 'grading.points':
    case 'grading.tasks':
    case 'grading.for-excellent':
    case 'grading.not-completed':
      // No rulebook lets a committee change who counts and who votes, or what a grade asks for.
      return null;
  }
}

/** Whether every part of the value is there; whether it is allowed is the server's to say. */
export const isComplete = (ruleKey: AnyRuleKey, value: Draft): boolean =>
  matterOf(ruleKey) ? matterIsComplete(value as MatterRule) : isWhole(value);

function isWhole(value: Draft): boolean {
  if (value === undefined) return false;
  if (Array.isArray(value)) return value.length > 0 && value.every((part: unknown) => part !== null);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(
    (part) => part !== null && part !== undefined && (typeof part !== 'object' || isWhole(part as Draft)),
  );
}
