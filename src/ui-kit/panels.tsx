import { type ComponentType, lazy, Suspense } from 'react';
import { LoadingState } from './feedback.tsx';
import { type PanelDefinition, type PanelProps, usePanels } from './page.ts';

const loaded = new WeakMap<PanelDefinition, ComponentType<PanelProps>>();

function componentOf(panel: PanelDefinition): ComponentType<PanelProps> {
  const known = loaded.get(panel);
  if (known) return known;
  const component = lazy(async () => ({ default: await panel.load() }));
  loaded.set(panel, component);
  return component;
}

/** The pieces of other features on a page that the person may see, each loaded when it is shown. */
export function Panels({
  on,
  abilities,
  ...about
}: { on: PanelDefinition['on']; abilities?: Record<string, boolean> } & PanelProps) {
  return usePanels(on).map((panel) => {
    if (panel.ability && !abilities?.[panel.ability]) return null;
    const Panel = componentOf(panel);
    return (
      <Suspense key={panel.key} fallback={on === 'paper-line' ? null : <LoadingState lines={3} />}>
        <Panel {...about} />
      </Suspense>
    );
  });
}
