import { type Override, type ParsedProgram, parseProgram } from '../parse.ts';
import { shippedFiles } from './shipped.ts';

export type Edit = 'remove' | { set: unknown } | { add: unknown };

/** A shipped city with one thing changed in one of its files. */
export function planted(
  file: string,
  path: string,
  edit: Edit,
  { city = 'model-city', override = [] }: { city?: string; override?: Override[] } = {},
): ParsedProgram {
  const files = shippedFiles(city);
  const json: unknown = JSON.parse(files[file] ?? '{}');
  const steps = path.split('/').slice(1);
  const last = steps.pop() ?? '';
  const step = (value: unknown, key: string): unknown => (value as Record<string, unknown>)[key];
  const parent = steps.reduce(step, json) as Record<string, unknown> | unknown[];
  if (edit === 'remove') Array.isArray(parent) ? parent.splice(Number(last), 1) : delete parent[last];
  else if ('set' in edit) Object.assign(parent, { [last]: edit.set });
  else (step(parent, last) as unknown[]).push(edit.add);
  return parseProgram({ ...files, [file]: JSON.stringify(json) }, { override });
}
