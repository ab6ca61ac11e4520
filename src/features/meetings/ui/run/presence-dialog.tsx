import { useState } from 'react';
import { Button } from '#ui-kit/actions.tsx';
import { Dialog } from '#ui-kit/dialog.tsx';
import { RuleLine, StatusDot } from '#ui-kit/feedback.tsx';
import { IconPeople } from '#ui-kit/icons.tsx';
import { Section } from '#ui-kit/page-frame.tsx';
import { CountBar, KeyValue } from '#ui-kit/show.tsx';
import { formatNumber } from '#ui-kit/typed-values.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { STATUS_KEYS, useMeetingsText } from '../text.ts';
import { useRunText } from './text.ts';

/** Presence in one line, always in sight; opens to how it was counted. */
export function PresenceButton({ meeting }: { meeting: OpenMeeting }) {
  const t = useRunText();
  const [isOpen, setIsOpen] = useState(false);
  const { attendance } = meeting.state;
  const { quorum, target } = attendance;
  const enough =
    quorum === null
      ? t(target.reached ? 'presenceEnough' : 'presenceShort')
      : quorum.reached
        ? t('quorumReached', { needed: quorum.needed })
        : t('quorumShort', { needed: quorum.needed, missing: quorum.needed - quorum.present });
  // The share counts who must attend; whoever came beyond them is named beside it, as in the minutes.
  const more = attendance.presentOutsideBase;
  const verdict = more > 0 ? `${t('presenceMore', { count: more })} · ${enough}` : enough;
  return (
    <>
      <button type="button" className="run-tile" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <IconPeople size={1.5} />
        <span>
          <strong className="k-number">
            {t('presence', { present: attendance.present, base: attendance.base })}
          </strong>
          <span className="run-tile-note">{verdict}</span>
        </span>
        <span className="k-hidden"> – {t('presenceOpen')}</span>
      </button>
      <span className="k-hidden" role="status">
        {t('presence', { present: attendance.present, base: attendance.base })}, {verdict}
      </span>
      {isOpen && <PresenceDialog meeting={meeting} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function PresenceDialog({ meeting, onClose }: { meeting: OpenMeeting; onClose: () => void }) {
  const t = useRunText();
  const words = useMeetingsText();
  const { attendance } = meeting.state;
  const { rules } = meeting.view.context;
  const { quorum, target, percent } = attendance;
  const share = { percent: formatNumber(percent ?? 0, 1), target: formatNumber(target.percent) };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('presenceTitle')}
      size="large"
      actions={<Button onClick={onClose}>{t('close')}</Button>}
    >
      <CountBar
        label={t('presenceTitle')}
        total={attendance.base}
        parts={[
          { key: 'present', label: t('present'), count: attendance.present, tone: 'success' },
          { key: 'excused', label: t('excused'), count: attendance.excused, tone: 'info' },
          { key: 'unexcused', label: t('unexcused'), count: attendance.unexcused, tone: 'danger' },
          { key: 'unmarked', label: t('unmarked'), count: attendance.unmarked, tone: 'neutral' },
        ]}
      />
      <Section plain level={3} title={t('baseTitle')}>
        <p>{t('baseLead', { base: attendance.base, onRoll: attendance.onRoll })}</p>
        <KeyValue
          facts={attendance.byStatus.map((row) => ({
            key: row.status,
            label: `${words(STATUS_KEYS[row.status])} (${t(row.inBase ? 'inBase' : 'outOfBase')})`,
            value: t('statusRow', { total: row.total, present: row.present }),
          }))}
        />
        {attendance.presentOutsideBase > 0 && (
          <p>{t('presentOutside', { count: attendance.presentOutsideBase })}</p>
        )}
        <RuleLine rule={rules['attendance.base'].source} />
      </Section>
      <Section plain level={3} title={t('share')}>
        {percent === null ? (
          <p>{t('nobodyInBase')}</p>
        ) : (
          <StatusDot tone={target.reached ? 'success' : 'warn'}>
            {target.comparison === 'at-least' ? t('shareOf', share) : t('shareOver', share)}
          </StatusDot>
        )}
        <RuleLine rule={rules['attendance.target'].source} />
      </Section>
      <Section plain level={3} title={t('quorumTitle')}>
        {quorum === null ? (
          <p>{t('noQuorumRule')}</p>
        ) : (
          <StatusDot tone={quorum.reached ? 'success' : 'warn'}>
            {t('quorumRule', { needed: quorum.needed })}
          </StatusDot>
        )}
        <RuleLine rule={rules['quorum.ordinary'].source} />
      </Section>
      <Section plain level={3} title={t('entitledTitle')}>
        <p>
          {t('entitledRow', { entitled: attendance.entitledToVote, present: attendance.entitledPresent })}
        </p>
        <RuleLine rule={rules['vote.who'].source} />
      </Section>
    </Dialog>
  );
}
