import type { Speak } from './speaker.ts';

/** A part of a sentence: as it stands, a value, a choice by a value or by its plural form, the number that was counted. */
export type Piece =
  | string
  | { v: string; by?: Record<string, Compiled>; many?: Record<string, Compiled> }
  | { n: 1 };
export type Compiled = string | readonly Piece[];
export type CompiledWords = Readonly<Record<string, Compiled>>;

type Params = NonNullable<Parameters<Speak>[1]>;

/** Words compiled sentences as `speaker` words their sources. It weighs a twentieth of it. */
export function spoken(language: string, words: CompiledWords): Speak {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  const word = (sentence: Compiled, params: Params, counted: number): string =>
    typeof sentence === 'string' ? sentence : sentence.map((piece) => part(piece, params, counted)).join('');
  const part = (piece: Piece, params: Params, counted: number): string => {
    if (typeof piece === 'string') return piece;
    if ('n' in piece) return numbers.format(counted);
    const value = params[piece.v];
    if (piece.by) return word(chosen(piece.by, String(value)), params, counted);
    if (!piece.many) return String(value ?? '');
    const n = Number(value);
    const exactly = `=${n}`;
    const form = Object.hasOwn(piece.many, exactly) ? exactly : rules.select(n);
    return word(chosen(piece.many, form), params, n);
  };
  return (key, params = {}) => word(words[key] ?? '', params, 0);
}

function chosen(options: Record<string, Compiled>, name: string): Compiled {
  return (Object.hasOwn(options, name) ? options[name] : options.other) ?? '';
}
