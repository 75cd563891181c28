import { z } from 'zod';
import { nearest } from '../nearest.ts';
import { papersFile, programFile, seriesFile } from '../schema/program.ts';
import type { CheckCode, Report } from './fault.ts';

type Issue = z.core.$ZodIssue;
type Step = string | number;

const FORBIDDEN_IN_QR = new Set([
  'address',
  'gender',
  'nationality',
  'citizenship',
  'country',
  'sex',
  'care-of',
]);

/** Every key that some part of a program may have, for "did you mean". */
function keysOf(schema: unknown, keys: Set<string>): Set<string> {
  if (Array.isArray(schema)) for (const item of schema) keysOf(item, keys);
  else if (schema !== null && typeof schema === 'object') {
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'properties') for (const name of Object.keys(value)) keys.add(name);
      keysOf(value, keys);
    }
  }
  return keys;
}

let knownKeys: string[] | undefined;
function allKeys(): string[] {
  knownKeys ??= [
    ...[programFile, papersFile, seriesFile].reduce(
      (keys, file) => keysOf(z.toJSONSchema(file), keys),
      new Set<string>(),
    ),
  ].filter((key) => key !== '$schema');
  return knownKeys;
}

function valueAt(data: unknown, path: readonly Step[]): unknown {
  let value = data;
  for (const step of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = Object.hasOwn(value, step) ? (value as Record<Step, unknown>)[step] : undefined;
  }
  return value;
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Of a union, the branch whose keys fit best is the one that was meant. */
function bestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const penalty = (issues: readonly Issue[]) =>
    issues.reduce((sum, issue) => {
      if (issue.code === 'unrecognized_keys') return sum + 2 * issue.keys.length;
      return sum + (issue.path.length <= 1 ? 3 : 1);
    }, 0);
  return [...branches].sort((a, b) => penalty(a) - penalty(b))[0] ?? [];
}

function missing(path: readonly Step[], report: Report): void {
  const key = String(path.at(-1) ?? '');
  report(path, key === 'purpose' ? 'purpose-missing' : 'key-missing', { key });
}

function outOfRange(
  issue: Extract<Issue, { code: 'too_small' | 'too_big' }>,
  path: readonly Step[],
  data: unknown,
  report: Report,
) {
  const value = valueAt(data, path);
  if (path.at(-1) === 'purpose') return missing(path, report);
  if (issue.origin === 'number' || issue.origin === 'int') {
    const bound = issue.code === 'too_small' ? Number(issue.minimum) : Number(issue.maximum);
    const side = issue.code === 'too_small' ? 'least' : 'most';
    return report(path, 'number-out-of-range', { value: show(value), side, bound });
  }
  return report(path, 'list-empty', { key: String(path.at(-1) ?? '') });
}

/** Says in our own codes what the schema found: a typo, a missing key, a value of the wrong kind. */
export function reportIssues(
  issues: readonly Issue[],
  data: unknown,
  report: Report,
  base: readonly Step[] = [],
): void {
  for (const issue of issues) {
    const path = [...base, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
    const value = valueAt(data, path);
    const say = (code: CheckCode, params: Record<string, string | number> = {}) => report(path, code, params);
    switch (issue.code) {
      case 'unrecognized_keys':
        for (const key of issue.keys) {
          report([...path, key], 'key-unknown', { key, meant: nearest(key, allKeys()) ?? '' });
        }
        break;
      case 'invalid_type':
        if (value === undefined) missing(path, report);
        else say('value-wrong', { value: show(value), wanted: issue.expected });
        break;
      case 'invalid_value': {
        if (value === undefined) {
          missing(path, report);
          break;
        }
        const allowed = issue.values.map(String);
        if (path.includes('qr') && FORBIDDEN_IN_QR.has(String(value)))
          say('qr-field-forbidden', { field: String(value) });
        else {
          const meant = nearest(String(value), allowed) ?? '';
          say('value-not-allowed', { value: show(value), allowed: allowed.join(', '), meant });
        }
        break;
      }
      case 'invalid_format':
        say('shape-wrong', { value: show(value), shape: issue.message });
        break;
      case 'invalid_key':
        say('shape-wrong', { value: String(path.at(-1) ?? ''), shape: 'id-shape' });
        break;
      case 'too_small':
      case 'too_big':
        outOfRange(issue, path, data, report);
        break;
      case 'invalid_union': {
        const best = bestBranch(issue.errors);
        if (value === undefined) missing(path, report);
        else if (best.length === 0) say('rule-shape', { value: show(value) });
        else reportIssues(best, data, report, path);
        break;
      }
      default:
        say('value-wrong', { value: show(value), wanted: issue.code });
    }
  }
}
