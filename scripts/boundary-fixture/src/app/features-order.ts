export const FEATURE_ORDER = ['units', 'members', 'meetings'] as const;
