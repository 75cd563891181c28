export { closedBefore, closedEvent } from './closed-event.ts';
export { type CountedShift, countedShifts } from './counted-shifts.ts';
export { addLibraryNumbers, freeLibraryNumbers, setNumbersAside } from './library-numbers.ts';
export { type ClosedShift, closedShifts, type OpenShift, openShifts } from './shifts.ts';
