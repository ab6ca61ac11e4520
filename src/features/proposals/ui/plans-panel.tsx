import { LinkButton } from '#ui-kit/actions.tsx';
import { IconMove } from '#ui-kit/icons.tsx';
import type { PanelProps } from '#ui-kit/page.ts';
import { Row, Section } from '#ui-kit/page-frame.tsx';
import { isLowest } from './lowest.ts';
import { useProposalsText } from './text.ts';

/** Where a plan begins: groupings can be looked for, and one of them becomes a draft. */
export function PlansPanel({ id, name }: PanelProps) {
  const t = useProposalsText();
  if (name !== undefined && isLowest(name)) return null;
  return (
    <div className="k-no-print">
      <Section title={t('fromProposal')} lead={t('fromProposalLead')}>
        <Row>
          <LinkButton icon={<IconMove />} to={`/units/${id}/proposals`}>
            {t('openProposals')}
          </LinkButton>
        </Row>
      </Section>
    </div>
  );
}
