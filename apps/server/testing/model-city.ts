import { fileURLToPath } from 'node:url';
import { loadProgram, type ServedProgram } from '../config/program.ts';

const read = new Map<string, Promise<ServedProgram>>();

/** Rules that ship, as served: read and checked once for all tests of a file, and a copy for each. */
export async function shippedCity(name: 'model-city' | 'model-city-online'): Promise<ServedProgram> {
  const reading =
    read.get(name) ?? loadProgram(fileURLToPath(new URL(`../../../programs/${name}`, import.meta.url)));
  read.set(name, reading);
  const { program, files } = await reading;
  return { program: structuredClone(program), files };
}

/** Those of the city that takes no applications online. */
export const modelCity = (): Promise<ServedProgram> => shippedCity('model-city');
