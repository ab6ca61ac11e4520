import { formatCivilDate } from '#kernel/civil-date.ts';
import { Section } from '#ui-kit/page-frame.tsx';
import { type Fact, KeyValue } from '#ui-kit/show.tsx';
import type { Person } from '../contract.ts';
import { useMembersText } from './text.ts';

type Loose = Person['birth'];

/** As precise as it is known: `dd/mm/yyyy`, `mm/yyyy` or `yyyy`. */
export const showLooseDate = (date: Loose): string | null =>
  date && formatCivilDate(date.date).slice({ day: 0, month: 3, year: 6 }[date.precision]);

/**
 * Everything that the record holds about the person; the periods are the life line's. `onlyKnown`: without lines for what is
 * not there, where it was left out.
 */
export function RecordFacts({ person, onlyKnown = false }: { person: Person; onlyKnown?: boolean }) {
  const t = useMembersText();
  const section = (title: string, all: Fact[]) => {
    const facts = onlyKnown ? all.filter(({ value }) => typeof value === 'string') : all;
    return (
      facts.length > 0 && (
        <Section title={title}>
          <KeyValue facts={facts} />
        </Section>
      )
    );
  };
  const shown = (value: string | null) => value ?? <span className="k-soft">{t('unknown')}</span>;
  const text = (
    key:
      | 'ethnicity'
      | 'religion'
      | 'homeTown'
      | 'address'
      | 'occupation'
      | 'education'
      | 'expertise'
      | 'politicalTheory'
      | 'cardNumber'
      | 'citizenId'
      | 'phone'
      | 'email'
      | 'badge'
      | 'note',
  ) => ({
    label: t(key),
    value: shown(person[key]),
  });
  return (
    <>
      {section(t('party'), [
        { label: t('admittedOn'), value: shown(showLooseDate(person.admittedOn)) },
        { label: t('officialOn'), value: shown(showLooseDate(person.officialOn)) },
        text('cardNumber'),
        text('badge'),
        text('politicalTheory'),
      ])}
      {section(t('personal'), [
        { label: t('birth'), value: shown(showLooseDate(person.birth)) },
        { label: t('sex'), value: shown(person.sex && t(person.sex)) },
        text('ethnicity'),
        text('religion'),
        text('homeTown'),
        text('address'),
        text('occupation'),
        text('education'),
        text('expertise'),
        text('phone'),
        text('email'),
        text('citizenId'),
        text('note'),
      ])}
    </>
  );
}
