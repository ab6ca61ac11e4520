import type { StepEntry } from '#features/rulebooks/contract.ts';
import type { StepState } from '../../domain/fold.ts';
import type { OpenMeeting } from '../journal/use-meeting.ts';
import { AgendaTool } from './agenda-tool.tsx';
import { ConclusionTool } from './conclusion-tool.tsx';
import { DuesTool } from './dues-tool.tsx';
import { MinutesTool } from './minutes-tool.tsx';
import { OpeningTool } from './opening-tool.tsx';
import { PapersPart } from './papers-part.tsx';
import { PetitionTool } from './petition-tool.tsx';
import { RecorderTool } from './recorder-tool.tsx';
import { RemarkPart } from './remark-part.tsx';
import { RollCallTool } from './roll-call-tool.tsx';
import { ScoreTool } from './score-tool.tsx';
import { TalkTool } from './talk-tool.tsx';
import { TaskReviewTool } from './task-review-tool.tsx';
import { TaskTool } from './task-tool.tsx';
import { VoteFold, VoteTool } from './vote-tool.tsx';

export type ToolProps = {
  meeting: OpenMeeting;
  step: StepState;
  /** Opens another step of the meeting. */
  onGoTo: (step: string) => void;
};

const CRITICISM = ['self-criticism', 'criticism'] as const;
const OPEN = ['opinion', 'proposal', 'petition'] as const;

/** Steps in which nothing is put to the vote, or which have their own. */
const WITHOUT_VOTES: ReadonlySet<StepEntry> = new Set<StepEntry>([
  'opening',
  'recorder',
  'roll-call',
  'dues',
  'agenda',
  'vote',
  'score',
  'minutes',
]);

/** What the secretary records during a step, by the rulebook's `entry`. */
export function StepTool(props: ToolProps) {
  const entry = props.step.rule?.entry;
  return (
    <>
      <EntryTool {...props} />
      {entry !== undefined && !WITHOUT_VOTES.has(entry) && <VoteFold {...props} />}
    </>
  );
}

function EntryTool(props: ToolProps) {
  switch (props.step.rule?.entry) {
    case 'opening':
      return <OpeningTool {...props} />;
    case 'recorder':
      return <RecorderTool {...props} />;
    case 'roll-call':
      return <RollCallTool {...props} />;
    case 'dues':
      return <DuesTool {...props} />;
    case 'agenda':
      return <AgendaTool {...props} />;
    case 'task-review':
      return (
        <>
          <TaskReviewTool {...props} />
          <RemarkPart {...props} />
        </>
      );
    case 'self-criticism':
      return (
        <>
          <TalkTool {...props} natures={CRITICISM} />
          <RemarkPart {...props} />
        </>
      );
    case 'vote':
      return <VoteTool {...props} />;
    case 'conclusion':
      return <ConclusionTool {...props} />;
    case 'task-assignment':
      return <TaskTool {...props} />;
    case 'petitions':
      return <PetitionTool {...props} />;
    case 'score':
      return <ScoreTool {...props} />;
    case 'minutes':
      return <MinutesTool {...props} />;
    case 'discussion':
      return (
        <>
          <PapersPart {...props} />
          <TalkTool {...props} natures={OPEN} />
        </>
      );
    default:
      return (
        <>
          <PapersPart {...props} />
          <TalkTool {...props} natures={OPEN} />
        </>
      );
  }
}
