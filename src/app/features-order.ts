/**
 * The features from the ground up. A feature imports only the doors of features before it; speech
 * backwards is by outbox event or manifest hook. The boundary rules and docs/map.md are made from this list.
 * A name without a folder is a place kept free.
 */
export const FEATURE_ORDER = [
  'units',
  'rulebooks',
  'members',
  'mandates',
  'sizes',
  'search',
  'transfers',
  'tasks',
  'ballots',
  'directives',
  'assignments',
  'meetings',
  'reports',
  'effects',
  'lessons',
  'requests',
  'grading',
  'watchlists',
  'cadres',
  'reorganisation',
  'proposals',
  'feedback',
  'bulletin',
  'workshops',
] as const;

export type FeatureName = (typeof FEATURE_ORDER)[number];
