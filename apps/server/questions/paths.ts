export const ASKED_PATH = '/what-we-ask';
export const REVIEWS_PATH = '/question-reviews';
