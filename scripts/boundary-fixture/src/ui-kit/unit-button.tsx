// ui-kit-knows-no-product
import type { UnitPath } from '#features/units/contract.ts';

export const UnitButton = (path: UnitPath) => path;
