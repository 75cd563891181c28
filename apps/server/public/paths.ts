export const HOLDINGS_PATH = '/what-we-hold';
export const DATA_PATH = '/what-we-hold.json';
export const SHARING_PATH = '/sharing';
export const QUESTIONS_PATH = '/what-we-ask';
