import { z } from 'zod';
import { vaultSettings } from './vault/settings.ts';

export const startSettings = z.strictObject({
  folder: z.string(),
  issuer: z.url(),
  practice: z.boolean(),
  limits: z
    .strictObject({
      deskDays: z.number().exactOptional(),
      deskQuota: z.number().exactOptional(),
      dailyQuota: z.number().exactOptional(),
    })
    .exactOptional(),
  vault: vaultSettings.exactOptional(),
});
/** How a keeper is started. `issuer` without a closing slash. */
export type StartSettings = z.infer<typeof startSettings>;
