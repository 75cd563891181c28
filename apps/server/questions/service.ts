export { overdueQuestions } from './standing.ts';
