export { advance as takeTransferStep } from './actions/course.ts';
export { startTransfer } from './actions/start-transfer.ts';
export { selectArrivals as arrivalsTo } from './db/transfers.sql.ts';
