import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { formatYearMonth } from '#kernel/civil-date.ts';
import { OfficialPaper } from '#ui-kit/official-paper.tsx';
import { useDayWords } from '../day-words.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { KIND_KEYS, STATUS_KEYS, useMeetingsText } from '../text.ts';
import { memberName, sortedRoll } from './people.ts';
import { usePrepareText } from './text.ts';

/** True from just before the page goes to the printer until it is back on the screen. */
function useIsPrinting(): boolean {
  const [isPrinting, setIsPrinting] = useState(false);
  useEffect(() => {
    const media = window.matchMedia('print');
    // At once: the browser takes the page as it stands when this event ends.
    const before = () => flushSync(() => setIsPrinting(true));
    const after = () => setIsPrinting(false);
    const change = () => (media.matches ? before() : after());
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    media.addEventListener('change', change);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
      media.removeEventListener('change', change);
    };
  }, []);
  return isPrinting;
}

/** For hands: the agenda in big type and the list to sign, as official papers. Seen only on paper. */
export function PrintPack({ meeting }: { meeting: OpenMeeting }) {
  return useIsPrinting() ? (
    <OfficialPaper className="prepare-print">
      <Pack meeting={meeting} />
    </OfficialPaper>
  ) : null;
}

function Pack({ meeting }: { meeting: OpenMeeting }) {
  const t = usePrepareText();
  const words = useMeetingsText();
  const { longDay } = useDayWords();
  const { context } = meeting.view;
  const { plannedOn, plannedTime, place, month, kind } = context.meeting;
  const day = longDay(plannedOn);
  const head = (
    <>
      <div className="prepare-print-head">
        <div>
          <p>{context.aboveName.toLocaleUpperCase('vi-VN')}</p>
          <p>
            <strong>{context.branchName.toLocaleUpperCase('vi-VN')}</strong>
          </p>
          <p aria-hidden="true">*</p>
        </div>
        <p>
          <strong>{t('party')}</strong>
        </p>
      </div>
    </>
  );
  const what = t('printAgendaOf', {
    kind: words(KIND_KEYS[kind]).toLocaleLowerCase('vi-VN'),
    month: formatYearMonth(month),
  });
  const when = (
    <>
      <p>{t('printWhen', { time: plannedTime, day: day.toLocaleLowerCase('vi-VN') })}</p>
      <p>{t('printPlace', { place })}</p>
    </>
  );
  return (
    <>
      <section>
        {head}
        <h2>{t('printAgenda')}</h2>
        <p className="prepare-print-of">{what}</p>
        {when}
        {meeting.state.focus && <p>{t('printFocus', { text: meeting.state.focus.text })}</p>}
        <table>
          <thead>
            <tr>
              <th scope="col">{t('no')}</th>
              <th scope="col">{t('content')}</th>
              <th scope="col">{t('presenter')}</th>
            </tr>
          </thead>
          <tbody>
            {meeting.state.agenda.map((item, at) => (
              <tr key={item.itemId}>
                <td>{at + 1}</td>
                <td>
                  {item.title}
                  {item.note && <div className="prepare-print-note">{item.note}</div>}
                </td>
                <td>{memberName(context, item.presenterId) ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className="prepare-print-page">
        {head}
        <h2>{t('printList')}</h2>
        <p className="prepare-print-of">{what}</p>
        {when}
        <table className="prepare-print-list">
          <thead>
            <tr>
              <th scope="col">{t('no')}</th>
              <th scope="col">{t('fullName')}</th>
              <th scope="col">{t('status')}</th>
              <th scope="col">{t('signature')}</th>
              <th scope="col">{t('note')}</th>
            </tr>
          </thead>
          <tbody>
            {sortedRoll(context).map((member, at) => (
              <tr key={member.memberId}>
                <td>{at + 1}</td>
                <td>{member.fullName}</td>
                <td>{words(STATUS_KEYS[member.status])}</td>
                <td />
                <td />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
