export const REGISTER_PATH = '/demands';
export const REPORTS_PATH = '/demands/reports';
