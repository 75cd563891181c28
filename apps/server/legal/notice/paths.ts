import { holdPath } from '../paths.ts';

export const tellPath = (hold: string): string => `${holdPath(hold)}/tell`;
export const publishPath = (hold: string): string => `${holdPath(hold)}/public-notice`;
