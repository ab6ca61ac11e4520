/** A voter's device without a browser, for tests and benchmarks. */

export { type Slip, slipBytes, tokenMessage, voteMessage } from '../domain/box.ts';
export { fillSlip, finishToken, type HeldToken, prepareToken } from '../ui/device/voter-device.ts';
