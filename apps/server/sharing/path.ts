export const SHARING_PATH = '/sharing';
