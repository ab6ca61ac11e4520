import { formatCivilDate } from '#kernel/civil-date.ts';
import { LinkButton, PrintButton } from '#ui-kit/actions.tsx';
import { IconTree } from '#ui-kit/icons.tsx';
import { Row } from '#ui-kit/page-frame.tsx';
import { type Fact, KeyValue } from '#ui-kit/show.tsx';
import type { IssuedDirective, ReceivedDirective } from '../contract.ts';
import { NeedMark } from './need-mark.tsx';
import { KIND_KEYS, useDirectivesText } from './text.ts';
import { UnverifiedMark } from './unverified-mark.tsx';

/** What is printed on a paper and what it asks. */
export function PaperFacts({
  directive,
  more = [],
}: {
  directive: ReceivedDirective | IssuedDirective;
  more?: readonly Fact[];
}) {
  const t = useDirectivesText();
  return (
    <KeyValue
      facts={[
        { label: t('kind'), value: t(KIND_KEYS[directive.kind]) },
        ...(directive.isUnverified ? [{ label: t('titleLabel'), value: <UnverifiedMark of="title" /> }] : []),
        { label: t('symbol'), value: directive.symbol },
        { label: t('issuedBy'), value: directive.issuingUnitName },
        { label: t('issuedOn'), value: formatCivilDate(directive.issuedOn) },
        { label: t('needs'), value: <NeedMark need={directive.needs} /> },
        { label: t('due'), value: directive.dueOn ? formatCivilDate(directive.dueOn) : t('noDue') },
        { label: t('sentOn'), value: formatCivilDate(directive.sentOn) },
        ...more,
        ...(directive.summary
          ? [
              {
                label: t('summary'),
                value: <span style={{ whiteSpace: 'pre-line' }}>{directive.summary}</span>,
              },
            ]
          : []),
      ]}
    />
  );
}

/** Where a paper stands among the others, and printing. */
export function PaperActions({ unitId, directiveId }: { unitId: string; directiveId: string }) {
  const t = useDirectivesText();
  return (
    <Row>
      <LinkButton to={`/units/${unitId}/papers/${directiveId}`} icon={<IconTree />}>
        {t('paperTree')}
      </LinkButton>
      <PrintButton />
    </Row>
  );
}
