import { TextLink } from '#ui-kit/actions.tsx';
import { Badge } from '#ui-kit/feedback.tsx';
import { IconDocument } from '#ui-kit/icons.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import type { AgendaSource, PaperRole } from '../../domain/entry.ts';
import { AgendaTitle } from '../agenda-title.tsx';
import { namesIn } from './people.ts';
import type { ToolProps } from './step-tool.tsx';
import { useRunText } from './text.ts';

const ROLE_KEYS = {
  report: 'paperReport',
  'draft-resolution': 'paperDraft',
  thematic: 'paperThematic',
  directive: 'paperDirective',
  other: 'paperOther',
} as const satisfies Record<PaperRole, string>;

export const SOURCE_KEYS = {
  task: 'sourceTask',
  directive: 'sourceDirective',
  duty: 'sourceDuty',
  focus: 'sourceFocus',
  petition: 'sourcePetition',
} as const satisfies Partial<Record<AgendaSource, string>>;

/** What was prepared for this step: focus, items of the agenda, papers. Empty when nothing was. */
export function PapersPart({ meeting, step }: ToolProps) {
  const t = useRunText();
  const { state, view } = meeting;
  const entry = step.rule?.entry;
  const items = state.agenda.filter((item) => item.step === step.step);
  const showsFocus =
    state.focus !== null && (entry === 'discussion' || entry === 'report' || entry === 'presentation');
  const papers = state.papers.filter((paper) =>
    entry === 'documents'
      ? paper.role === 'directive' || paper.role === 'other'
      : entry === 'presentation'
        ? paper.role === 'thematic'
        : entry === 'report'
          ? paper.role !== 'thematic'
          : entry === 'discussion' || entry === 'opening'
            ? false
            : items.some((item) => item.itemId === paper.itemId),
  );
  const name = namesIn(view.context, state);
  if (!showsFocus && items.length === 0 && papers.length === 0)
    return entry === 'report' || entry === 'documents' ? <p className="k-soft">{t('papersNone')}</p> : null;
  return (
    <div className="run-prepared">
      {showsFocus && (
        <Section plain level={3} title={t('focus')}>
          <p className="run-said">{state.focus?.text}</p>
          {state.comments.length > 0 && (
            <details>
              <summary>{t('commentsBefore', { count: state.comments.length })}</summary>
              <ul className="run-list">
                {state.comments.map((comment) => (
                  <li key={comment.entryId} className="run-item">
                    <strong>{name(comment.by)}</strong>
                    <p className="run-said">{comment.text}</p>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </Section>
      )}
      {items.length > 0 && (
        <Section plain level={3} title={t(entry === 'documents' ? 'directives' : 'itemsHere')}>
          <ul className="run-list">
            {items.map((item) => (
              <li key={item.itemId} className="run-item">
                <span>
                  <AgendaTitle item={item} context={view.context} />{' '}
                  {item.source in SOURCE_KEYS && (
                    <Badge tone="info">{t(SOURCE_KEYS[item.source as keyof typeof SOURCE_KEYS])}</Badge>
                  )}
                </span>
                {item.note !== null && <p className="k-soft run-said">{item.note}</p>}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {papers.length > 0 && (
        <Section plain level={3} title={t('papers')}>
          <ul className="run-list">
            {papers.map((paper) => (
              <li key={paper.paperId}>
                <TextLink
                  className="run-paper"
                  to={`/api/meetings/${view.meeting.id}/papers/${paper.fileId}`}
                  target="_blank"
                  rel="noreferrer"
                >
                  <IconDocument />
                  <span>
                    {paper.name} <span className="k-soft">({t(ROLE_KEYS[paper.role])})</span>
                  </span>
                </TextLink>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
