export const STATISTICS_PATH = '/statistics';
