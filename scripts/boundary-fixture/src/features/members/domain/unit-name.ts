// domain-reaches-nothing: the platform by way of an impure contract
import { unitPaths } from '#features/units/contract.ts';

export const unitName = unitPaths;
