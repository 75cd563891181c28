/** What the events office has for the others. */
export { remindWinners } from './contact/remind.ts';
export { tellDue } from './contact/tell-due.ts';
export { drawDue } from './draw/draw.ts';
export { closedDayEvent, closedDays } from './manager/closed-day.ts';
export { offerDue } from './waiting/offer.ts';
