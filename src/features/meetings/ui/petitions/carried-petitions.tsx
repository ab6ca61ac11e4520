import { useQuery } from '@tanstack/react-query';
import { formatYearMonth } from '#kernel/civil-date.ts';
import { newId } from '#kernel/ids.ts';
import { Button, LinkButton } from '#ui-kit/actions.tsx';
import { call } from '#ui-kit/call.ts';
import { StatusDot } from '#ui-kit/feedback.tsx';
import { IconCheck, IconForward, IconPlus } from '#ui-kit/icons.tsx';
import { Row, Stack } from '#ui-kit/page-frame.tsx';
import { showToast } from '#ui-kit/toasts.tsx';
import type { listPetitions, PetitionShown } from '../../contract.ts';
import { stepsOf } from '../../domain/meeting-context.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { PetitionWords } from './petition-words.tsx';
import { usePetitionsText } from './text.ts';

const AT_ONCE = 5;
/** What an item of the agenda and its note take. */
const TITLE = 300;
const NOTE = 2_000;

const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;

/** What earlier meetings left unanswered, for the agenda of this one; nothing while it is not known or there is none. */
export function CarriedPetitions({ meeting }: { meeting: OpenMeeting }) {
  const t = usePetitionsText();
  const { context } = meeting.view;
  const { branchId } = context.meeting;
  const found = useQuery({
    queryKey: ['petitions', branchId, 'carried'],
    queryFn: ({ signal }) =>
      call<typeof listPetitions>(
        'GET /api/branches/:branchId/petitions',
        { params: { branchId }, query: { shelf: 'open' } },
        { signal },
      ),
  });
  if (!found.data || found.data.open === 0) return null;
  const { petitions, open } = found.data;
  const put = (petition: PetitionShown) => {
    const steps = stepsOf(context).value;
    const step =
      steps.find((one) => one.entry === 'petitions') ??
      steps.find((one) => one.entry === 'discussion' || one.entry === 'presentation');
    const last = step && meeting.state.agenda.findLast((item) => item.step === step.id);
    const facts = {
      name: petition.speaker ?? t('unknown'),
      month: formatYearMonth(petition.month),
      text: petition.text.replace(/\s+/g, ' '),
    };
    // The agenda goes to readers outside the branch; words that stay inside do not stand on it. It is in Vietnamese, as a record.
    const title = usePetitionsText.inVietnamese(
      petition.isPrivate || petition.isWithheld ? 'agendaItemShort' : 'agendaItem',
      facts,
    );
    void meeting.journal
      .append('agenda-item-added', {
        itemId: newId(),
        title: shortened(title, TITLE),
        source: 'petition',
        ref: petition.opinionId,
        ...(step ? { step: step.id } : {}),
        ...(last ? { afterItemId: last.itemId } : {}),
        ...(title.length > TITLE ? { note: shortened(petition.text, NOTE) } : {}),
      })
      .then(() => showToast({ text: t('wasPutOn') }));
  };
  return (
    <details className="k-fold petition-carried">
      <summary>{t('carried', { count: open })}</summary>
      <Stack>
        <p className="k-soft">{t('carriedLead')}</p>
        <ul className="petition-list">
          {petitions.slice(0, AT_ONCE).map((petition) => (
            <li key={petition.opinionId}>
              <PetitionWords petition={petition} inBranch={branchId} />
              <div>
                {meeting.state.agenda.some((item) => item.ref === petition.opinionId) ? (
                  <StatusDot tone="success" icon={IconCheck}>
                    {t('isOn')}
                  </StatusDot>
                ) : (
                  <Button
                    icon={<IconPlus />}
                    label={t('putOnOf', { name: petition.speaker ?? t('unknown') })}
                    onClick={() => put(petition)}
                  >
                    {t('putOn')}
                  </Button>
                )}
              </div>
            </li>
          ))}
        </ul>
        <Row>
          <LinkButton icon={<IconForward />} to={`/branches/${branchId}/petitions`}>
            {t('seeAll')}
          </LinkButton>
        </Row>
      </Stack>
    </details>
  );
}
