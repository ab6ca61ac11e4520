import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { signOut } from '#features/mandates/contract.ts';
import { Button, TextLink } from '#ui-kit/actions.tsx';
import { RefusalNotice } from '#ui-kit/feedback.tsx';
import { Segmented, SelectField } from '#ui-kit/fields.tsx';
import { useHeightVariable } from '#ui-kit/height-variable.ts';
import { IconDown, IconInfo, IconMore, IconOffline, IconSearch, IconSignOut } from '#ui-kit/icons.tsx';
import { forgetKeptAnswers } from '#ui-kit/kept-answer.ts';
import { Logo } from '#ui-kit/logo.tsx';
import { useIsWide } from '#ui-kit/narrow.ts';
import { NAV_GROUPS, type NavItem, PanelsContext, type Place, PlaceContext, usePlace } from '#ui-kit/page.ts';
import { useWrite } from '#ui-kit/query.ts';
import { PersonChip } from '#ui-kit/show.tsx';
import { type Language, useLanguage, useSay } from '#ui-kit/text.ts';
import { useLargeType } from '#ui-kit/text-size.ts';
import { type Me, meQuery, placesOf } from './me.ts';
import { takeNewVersion, useNewVersion } from './new-version.ts';
import { featureNav, featurePanels } from './pages.ts';
import './shell.css';
import { useShellText } from './text.ts';

const PLACE = 'goc.place';
const BOTTOM_ROOM = 4;

function usePlaceChoice(me: Me | null | undefined) {
  const [wanted, setWanted] = useState<string | null>(() => {
    try {
      return localStorage.getItem(PLACE);
    } catch {
      return null;
    }
  });
  return useMemo(() => {
    const places: Place[] = me ? placesOf(me) : [];
    const choose = (id: string) => {
      setWanted(id);
      try {
        localStorage.setItem(PLACE, id);
      } catch {
        // the choice holds until the page is closed
      }
    };
    return { places, place: places.find((one) => one.id === wanted) ?? places[0], choose };
  }, [me, wanted]);
}

/** The bars around a page: where one is, who one is, where one can go. */
export function Shell() {
  const t = useShellText();
  const { data: me } = useQuery(meQuery);
  const choice = usePlaceChoice(me);
  const main = useRef<HTMLElement>(null);
  const top = useHeightVariable('--k-top');
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const shownPath = useRef(path);
  useEffect(() => {
    // A new page is announced from its top; the first one is read by the browser itself, and one that took the
    // focus for a field of its own keeps it.
    const isNew = shownPath.current !== undefined && shownPath.current !== path;
    if (isNew && !main.current?.contains(document.activeElement))
      main.current?.focus({ preventScroll: true });
    shownPath.current = path;
  }, [path]);

  return (
    <PanelsContext value={featurePanels}>
      <PlaceContext value={choice}>
        <a className="app-skip" href="#content">
          {t('skip')}
        </a>
        <header className="app-top" ref={top}>
          <TextLink to="/" className="app-brand">
            <Logo />
            <span className="app-brand-words">
              <strong>{t('product')}</strong>
              {choice.place && <span className="app-place">{choice.place.name}</span>}
            </span>
          </TextLink>
          {me && (
            <div className="app-tools">
              <TextLink to="/search" className="app-search" aria-label={t('search')}>
                <IconSearch size={1.3} />
                <span>{t('search')}</span>
              </TextLink>
              <Account me={me} />
            </div>
          )}
        </header>
        <OfflineBanner />
        <NewVersionBanner />
        {me?.isDemo && (
          <aside className="app-demo k-no-print">
            <IconInfo size={1.1} /> {t('demo')}
          </aside>
        )}
        <div className="app-body">
          {me && <Navigation me={me} place={choice.place} />}
          <main id="content" ref={main} tabIndex={-1} className="app-main">
            <Outlet />
          </main>
        </div>
      </PlaceContext>
    </PanelsContext>
  );
}

function NewVersionBanner() {
  const t = useShellText();
  const isReady = useNewVersion();
  return (
    <div role="status" className="app-newer k-no-print" hidden={!isReady}>
      {isReady && (
        <>
          <span>
            <IconInfo size={1.1} /> {t('newVersion')}
          </span>
          <Button onClick={takeNewVersion}>{t('takeNewVersion')}</Button>
        </>
      )}
    </div>
  );
}

function OfflineBanner() {
  const t = useShellText();
  const isOnline = useSyncExternalStore(
    (listener) => {
      window.addEventListener('online', listener);
      window.addEventListener('offline', listener);
      return () => {
        window.removeEventListener('online', listener);
        window.removeEventListener('offline', listener);
      };
    },
    () => navigator.onLine,
    () => true,
  );
  return (
    <div role="status" className="app-offline" hidden={isOnline}>
      {!isOnline && (
        <>
          <IconOffline /> {t('offline')}
        </>
      )}
    </div>
  );
}

/** A button with a panel below it: closes by Escape, by a click elsewhere and by going to another page. */
function Panel({
  className,
  button,
  children,
}: {
  className: string;
  button: (open: boolean, toggle: () => void) => ReactNode;
  children: ReactNode;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const path = useRouterState({ select: (state) => state.location.href });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the panel
  useEffect(() => setIsOpen(false), [path]);
  useEffect(() => {
    if (!isOpen) return;
    const onPress = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) setIsOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setIsOpen(false);
      box.current?.querySelector('button')?.focus();
    };
    document.addEventListener('pointerdown', onPress);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPress);
      document.removeEventListener('keydown', onKey);
    };
  }, [isOpen]);
  return (
    <div className={className} ref={box}>
      {button(isOpen, () => setIsOpen(!isOpen))}
      {isOpen && <div className="app-panel">{children}</div>}
    </div>
  );
}

function usePostName(me: Me, place: Place | undefined): string {
  const t = useShellText();
  const post = me.posts.find((one) => one.unitId === place?.id) ?? me.posts[0];
  if (post) return t(`post.${post.post}`);
  const membership = me.memberships.find((one) => one.branchId === place?.id) ?? me.memberships[0];
  return membership ? t(`status.${membership.status}`) : '';
}

function LanguageSwitch() {
  const t = useShellText();
  const { language, setLanguage } = useLanguage();
  return (
    <Segmented<Language>
      label={t('language')}
      value={language}
      onChange={setLanguage}
      options={[
        { value: 'vi', label: 'Tiếng Việt' },
        { value: 'en', label: 'English' },
      ]}
    />
  );
}

function TypeSwitch() {
  const t = useShellText();
  const { isLarge, setLargeType } = useLargeType();
  return (
    <Segmented
      label={t('textSize')}
      value={isLarge ? 'large' : 'normal'}
      onChange={(value) => setLargeType(value === 'large')}
      options={[
        { value: 'normal', label: t('textNormal') },
        { value: 'large', label: t('textLarge') },
      ]}
    />
  );
}

function Account({ me }: { me: Me }) {
  const t = useShellText();
  const queries = useQueryClient();
  const choice = usePlace();
  const postName = usePostName(me, choice.place);
  const leave = useWrite<typeof signOut>('POST /api/sign-out', {
    onDone: async () => {
      queries.clear();
      // A phone that is handed on shows nothing of the person before.
      forgetKeptAnswers();
      await import('#features/meetings/widgets.tsx').then((m) => m.forgetOnThisDevice()).catch(() => {});
      await import('#features/ballots/widgets.tsx').then((m) => m.forgetCastBallots()).catch(() => {});
      // A full load: nothing of this person stays in the browser's memory.
      window.location.assign('/sign-in');
    },
  });
  return (
    <Panel
      className="app-account"
      button={(isOpen, toggle) => (
        <button
          type="button"
          className="app-account-button"
          aria-expanded={isOpen}
          aria-label={t('accountOf', { name: me.person.fullName })}
          onClick={toggle}
        >
          <PersonChip name={me.person.fullName} note={postName} />
          <IconDown />
        </button>
      )}
    >
      <div className="app-panel-person">
        <PersonChip name={me.person.fullName} note={postName} />
      </div>
      {choice.places.length > 1 && (
        <SelectField
          label={t('place')}
          value={choice.place?.id ?? null}
          onChange={choice.choose}
          options={choice.places.map((place) => ({ value: place.id, label: place.name }))}
        />
      )}
      <TypeSwitch />
      <LanguageSwitch />
      <RefusalNotice refusal={leave.error} />
      <Button icon={<IconSignOut />} wide busy={leave.isPending} onClick={() => leave.mutate({})}>
        {t('signOut')}
      </Button>
    </Panel>
  );
}

type NavEntry = { item: NavItem<Me>; to: string };

function Navigation({ me, place }: { me: Me; place: Place | undefined }) {
  const t = useShellText();
  const isWide = useIsWide();
  const items = featureNav
    .map((item) => ({ item, to: item.to(me, place) }))
    .filter((entry): entry is NavEntry => entry.to !== undefined)
    .sort(
      (a, b) =>
        NAV_GROUPS.indexOf(a.item.group) - NAV_GROUPS.indexOf(b.item.group) || a.item.order - b.item.order,
    );
  if (isWide)
    return (
      <nav className="app-nav" aria-label={t('navigation')}>
        <GroupedLinks items={items} />
      </nav>
    );
  const shown = items.length <= BOTTOM_ROOM ? items : items.slice(0, BOTTOM_ROOM - 1);
  const rest = items.slice(shown.length);
  return (
    <nav className="app-nav" aria-label={t('navigation')}>
      <ul>
        {shown.map(({ item, to }) => (
          <li key={item.key}>
            <NavLink item={item} to={to} short />
          </li>
        ))}
        {rest.length > 0 && (
          <li>
            <Panel
              className="app-more"
              button={(isOpen, toggle) => (
                <button type="button" className="app-nav-link" aria-expanded={isOpen} onClick={toggle}>
                  <IconMore size={1.4} />
                  <span>{t('more')}</span>
                </button>
              )}
            >
              <GroupedLinks items={rest} />
            </Panel>
          </li>
        )}
      </ul>
    </nav>
  );
}

/** Links under the headings of their groups; a single group needs no heading. */
function GroupedLinks({ items }: { items: readonly NavEntry[] }) {
  const t = useShellText();
  const id = useId();
  const groups = NAV_GROUPS.map((group) => ({
    group,
    entries: items.filter(({ item }) => item.group === group),
  })).filter(({ entries }) => entries.length > 0);
  return groups.map(({ group, entries }) => (
    <div key={group} className="app-nav-group">
      {groups.length > 1 && (
        <p id={`${id}-${group}`} className="app-nav-heading">
          {t(`group.${group}`)}
        </p>
      )}
      <ul aria-labelledby={groups.length > 1 ? `${id}-${group}` : undefined}>
        {entries.map(({ item, to }) => (
          <li key={item.key}>
            <NavLink item={item} to={to} />
          </li>
        ))}
      </ul>
    </div>
  ));
}

function NavLink({ item, to, short }: { item: NavItem<Me>; to: string; short?: boolean }) {
  const say = useSay();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const target = to.split('?')[0] ?? to;
  const isHere = target === '/' ? path === '/' : path === target || path.startsWith(`${target}/`);
  const Picture = item.icon;
  return (
    <TextLink to={to} className="app-nav-link" aria-current={isHere ? 'page' : undefined}>
      <Picture size={1.4} />
      <span>{say((short && item.shortLabel) || item.label)}</span>
    </TextLink>
  );
}
