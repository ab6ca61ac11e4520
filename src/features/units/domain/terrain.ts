/** Where a place lies, as the standards of administrative units ask: miền núi, hải đảo, or neither. */
export const TERRAINS = ['ordinary', 'mountain', 'island'] as const;
export type Terrain = (typeof TERRAINS)[number];
