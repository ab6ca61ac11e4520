/** A voter's device without a browser, for tests and benchmarks. */
export { fillSlip, finishToken, type HeldToken, prepareToken } from '../ui/device/voter-device.ts';
