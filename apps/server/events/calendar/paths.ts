export const CALENDAR_PATH = '/event-days';
export const NEW_DAY_PATH = `${CALENDAR_PATH}/new`;
export const calendarDayPath = (mark: string): string => `${CALENDAR_PATH}/of/${mark}`;
export const changePath = (mark: string): string => `${calendarDayPath(mark)}/change`;
export const cancelPath = (mark: string): string => `${calendarDayPath(mark)}/cancel`;
