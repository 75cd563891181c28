import { fileURLToPath } from 'node:url';
import { loadProgram, type ServedProgram } from '../config/program.ts';

const MODEL_CITY = fileURLToPath(new URL('../../../programs/model-city', import.meta.url));

/** The rules that ship, as served. */
export async function modelCity(): Promise<ServedProgram> {
  return loadProgram(MODEL_CITY);
}
