export { closedBefore, closedEvent } from './closed-event.ts';
export { type CountedShift, countedShifts } from './counted-shifts.ts';
export { type DayShifts, dayEnd, joinShifts, type ReportedShift, shiftsOfDay } from './day-shifts.ts';
export { addLibraryNumbers, freeLibraryNumbers, setNumbersAside } from './library-numbers.ts';
export { type ClosedShift, closedShifts, type OpenShift, openShifts } from './shifts.ts';
