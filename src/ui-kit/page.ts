import { useNavigate, useParams, useRouterState } from '@tanstack/react-router';
import { type ComponentType, createContext, useContext, useMemo } from 'react';
import type { Said } from './text.ts';

/**
 * One page of a feature. The component is loaded when somebody goes there:
 * `{ path: '/branches/$branchId/meetings', title: { vi, en }, load: () => import('./meetings-page.tsx').then((m) => m.MeetingsPage) }`.
 */
export type PageDefinition = {
  /** Path with `$name` for parameters. */
  path: `/${string}`;
  /** Shown in the browser's tab until the page gives a better one. */
  title: Said;
  load: () => Promise<ComponentType>;
  /** `public` pages are shown without a session. Default `signed-in`. */
  access?: 'signed-in' | 'public';
  /** `bare` pages have no bars around them: sign-in, the screen on the wall. Default `shell`. */
  frame?: 'shell' | 'bare';
};

/**
 * A piece that a later feature puts on a page of an earlier one, such as the posts on the page of a unit: the page knows
 * only that there are pieces. It is given what the page is about and stands in a section of its own.
 */
export type PanelDefinition = {
  /**
   * Which page: that of a unit, or the last look before its level changes, with the level that it would have;
   * that of a paper its committee sent, or of one that it received; a line in the tree of a paper; or where a committee
   * begins a plan of reorganisation.
   */
  on: 'plans' | 'unit' | 'unit-change' | 'issued-paper' | 'received-paper' | 'paper-line';
  key: string;
  /** Smaller is nearer the top. */
  order: number;
  /** What the page's record must allow for the piece to be asked for, by the name of the ability. */
  ability?: string;
  load: () => Promise<ComponentType<PanelProps>>;
};
/** What a panel is about: the thing, and the day that the page shows. */
export type PanelProps = { id: string; kind: string; day: string; name?: string };

export const PanelsContext = createContext<readonly PanelDefinition[]>([]);

/** The pieces that other features have for a page, in their order. */
export function usePanels(on: PanelDefinition['on']): readonly PanelDefinition[] {
  const panels = useContext(PanelsContext);
  return useMemo(
    () => panels.filter((panel) => panel.on === on).sort((a, b) => a.order - b.order),
    [panels, on],
  );
}

/** The unit that the person works for now. With one post it is chosen by itself. */
export type Place = { id: string; name: string; kind: string };

/** The daily work; people and units; what one looks up. In this order. */
export const NAV_GROUPS = ['work', 'people', 'reference'] as const;
export type NavGroup = (typeof NAV_GROUPS)[number];

/** One entry of the main navigation. `Viewer` is who is signed in; kit code does not look inside. */
export type NavItem<Viewer = unknown> = {
  key: string;
  label: Said;
  /** A short label for the phone's bottom bar, at most two words. */
  shortLabel?: Said;
  icon: ComponentType<{ size?: number }>;
  /** Where it leads; may depend on the place. Undefined hides the entry for this person. */
  to: (viewer: Viewer, place: Place | undefined) => string | undefined;
  /** Under which heading it stands where there is room for headings. */
  group: NavGroup;
  /** Smaller is nearer the start; the first four fit the phone's bottom bar. */
  order: number;
};

export type PlaceChoice = { place: Place | undefined; places: Place[]; choose: (id: string) => void };

export const PlaceContext = createContext<PlaceChoice>({ place: undefined, places: [], choose: () => {} });

/** The place that the person works for now, the others, and the way to change. */
export const usePlace = (): PlaceChoice => useContext(PlaceContext);

/** Parameters of the page's path: `const { branchId } = usePageParams<'branchId'>()`. */
export function usePageParams<Name extends string>(): Record<Name, string> {
  return useParams({ strict: false }) as Record<Name, string>;
}

/** What stands after `?` in the address, as text. */
export function usePageQuery(): Record<string, string | undefined> {
  const search = useRouterState({ select: (state) => state.location.searchStr });
  return useMemo(() => Object.fromEntries(new URLSearchParams(search)), [search]);
}

/** Goes to a path of the app: `go('/branches/…')`, `go(path, { replace: true })`. */
export function useGo(): (path: string, options?: { replace?: boolean }) => void {
  const navigate = useNavigate();
  return useMemo(
    () => (path, options) => void navigate({ href: path, replace: options?.replace ?? false } as never),
    [navigate],
  );
}
