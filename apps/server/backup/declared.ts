import { stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether a restore was told here that the keys of the service before are lost. */
export const keysAreLost = (dataFolder: string): Promise<boolean> =>
  stat(join(dataFolder, 'keeper', 'keys-lost.json')).then(
    () => true,
    () => false,
  );
