import { CALENDAR_PATH, calendarDayPath } from '../calendar/paths.ts';

export const MANAGER_STYLE = '/assets/manager.css';
export const LIVE_SCRIPT = '/assets/live.js';
/** Days that are to be closed, or were. */
export const CLOSINGS_PATH = `${CALENDAR_PATH}/closings`;
/** A day tried out: stations, minutes, and when people come. */
export const TRY_PATH = `${CALENDAR_PATH}/try`;
export const tryPath = (mark: string): string => `${TRY_PATH}?of=${mark}`;
export const livePath = (mark: string): string => `${calendarDayPath(mark)}/live`;
export const closePath = (mark: string): string => `${calendarDayPath(mark)}/close`;
