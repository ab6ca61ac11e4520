export { advance as takeTransferStep } from './actions/course.ts';
export { startTransfer } from './actions/start-transfer.ts';
