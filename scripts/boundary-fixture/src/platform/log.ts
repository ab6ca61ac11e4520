// platform-below-features
import { unitPaths } from '#features/units/contract.ts';

export const log = () => unitPaths;
