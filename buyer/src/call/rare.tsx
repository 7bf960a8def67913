/** Sheets most calls never show, fetched together when one of them is first wanted. */
export { Blocked, OtherPage } from './blocked.tsx';
export { Agreed, CallOff, Early, Slots, Test } from './times.tsx';
