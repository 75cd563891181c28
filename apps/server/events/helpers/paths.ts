export const HELPERS_PATH = '/helpers';
export const HELPERS_STYLE = '/assets/helpers.css';
