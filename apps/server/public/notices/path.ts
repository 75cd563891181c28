export const NOTICES_PATH = '/notices';
