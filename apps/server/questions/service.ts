export { reviewedEvent } from './reviewed-event.ts';
export { overdueQuestions } from './standing.ts';
