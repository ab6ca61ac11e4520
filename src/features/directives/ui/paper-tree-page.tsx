import { useQuery } from '@tanstack/react-query';
import { formatCivilDate } from '#kernel/civil-date.ts';
import { PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { Badge, EmptyState, ErrorState, LoadingState, Notice } from '#ui-kit/feedback.tsx';
import { IconDocument } from '#ui-kit/icons.tsx';
import { usePageParams } from '#ui-kit/page.ts';
import { Page, Section, Stack } from '#ui-kit/page-frame.tsx';
import { Panels } from '#ui-kit/panels.tsx';
import type { PaperLine } from '../contract.ts';
import { FileList } from './file-list.tsx';
import { paperTreeQuery } from './queries.ts';
import { KIND_KEYS, LINK_KEYS, useDirectivesText } from './text.ts';
import { UnverifiedMark } from './unverified-mark.tsx';
import './papers.css';

function Line({
  unitId,
  paper,
  isHere = false,
  isInSight = true,
  isLinkUnverified = false,
}: {
  unitId: string;
  paper: PaperLine;
  isHere?: boolean;
  /** Of a paper that never reached the unit there is no more than its name. */
  isInSight?: boolean;
  isLinkUnverified?: boolean;
}) {
  const t = useDirectivesText();
  const name = `${paper.symbol}: ${paper.title}`;
  return (
    <div className="paper-line" data-here={isHere || undefined}>
      <Badge tone={isHere ? 'brand' : 'neutral'} icon={IconDocument}>
        {t(KIND_KEYS[paper.kind])}
      </Badge>{' '}
      {isHere ? (
        <strong aria-current="page">{name}</strong>
      ) : !isInSight ? (
        name
      ) : (
        <TextLink to={`/units/${unitId}/papers/${paper.id}`}>{name}</TextLink>
      )}{' '}
      {paper.isUnverified && <UnverifiedMark of="title" />} {isLinkUnverified && <UnverifiedMark of="link" />}
      <div className="k-soft k-small">
        {paper.issuingUnitName}, {formatCivilDate(paper.issuedOn)}
      </div>
      <Panels on="paper-line" id={paper.id} kind={paper.kind} day={paper.issuedOn} />
    </div>
  );
}

/** What a paper came from, and everything that came from it. */
export function PaperTreePage() {
  const t = useDirectivesText();
  const { unitId, directiveId } = usePageParams<'unitId' | 'directiveId'>();
  const tree = useQuery(paperTreeQuery(unitId, directiveId));
  const back = { to: `/units/${unitId}/papers`, label: t('findPapers') };
  if (tree.isPending)
    return (
      <Page title={t('paperTree')} back={back}>
        <LoadingState />
      </Page>
    );
  if (tree.isError)
    return (
      <Page title={t('paperTree')} back={back}>
        <ErrorState error={tree.error} onRetry={() => void tree.refetch()} />
      </Page>
    );
  const { paper, files, above, below, links, isCut } = tree.data;
  const hasKin = above.length > 0 || below.length > 0;
  return (
    <Page title={paper.title} lead={paper.symbol} back={back} action={<PrintButton />}>
      <Stack>
        <Section title={t('paperTree')} lead={t('paperTreeLead')}>
          <ol className="paper-tree">
            {above.map((one, index) => (
              <li key={one.id} style={{ ['--steps' as string]: index }}>
                <Line
                  unitId={unitId}
                  paper={one}
                  isInSight={one.isInSight}
                  isLinkUnverified={one.isLinkUnverified}
                />
              </li>
            ))}
            <li style={{ ['--steps' as string]: above.length }}>
              <Line unitId={unitId} paper={paper} isHere />
            </li>
            {below.map((one) => (
              <li
                key={`${one.parentId} ${one.id}`}
                style={{ ['--steps' as string]: above.length + one.steps }}
              >
                <Line unitId={unitId} paper={one} isLinkUnverified={one.isLinkUnverified} />
              </li>
            ))}
          </ol>
          {!hasKin && <EmptyState title={t('noKin')}>{t('noKinText')}</EmptyState>}
          {isCut && <Notice>{t('treeCut', { count: below.length })}</Notice>}
        </Section>
        {files.length > 0 && (
          <Section title={t('files')}>
            <FileList unitId={unitId} directiveId={paper.id} files={files} />
          </Section>
        )}
        {links.length > 0 && (
          <Section title={t('otherLinks')}>
            <ul className="paper-tree">
              {links.map((link) => (
                <li key={`${link.kind} ${link.paper.id}`}>
                  <p className="k-small">{t(LINK_KEYS[link.towards][link.kind])}</p>
                  <Line unitId={unitId} paper={link.paper} isInSight={link.isInSight} />
                </li>
              ))}
            </ul>
          </Section>
        )}
      </Stack>
    </Page>
  );
}
