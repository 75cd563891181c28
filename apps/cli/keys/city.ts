import { connectKeeper, type Keeper } from '@commonkey/keeper';
import { type Config, configure, processEnv } from '@commonkey/server';
import { isFault } from '@commonkey/words';
import { keysFault } from './codes.ts';

/**
 * Asks the key process of the city that the environment names, and closes the line again. Faults: the keeper's own, and
 * `keeper-not-running` where nobody answers on its socket.
 */
export async function withKeeper<T>(work: (keeper: Keeper, config: Config) => Promise<T>): Promise<T> {
  const config = configure(processEnv(), process.cwd());
  const keeper = connectKeeper(config.keeperSocket);
  try {
    return await work(keeper, config);
  } catch (error) {
    if (isFault(error) && error.code === 'keeper-silent')
      throw keysFault('keeper-not-running', { folder: config.dataFolder }, error);
    throw error;
  } finally {
    keeper.close();
  }
}
