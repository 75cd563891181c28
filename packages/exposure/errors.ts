import { Fault, type FaultParams } from '@commonkey/words';

const MEANING = [
  'day-impossible',
  'day-order',
  'arrivals-overlap',
  'spread-missing',
  'source-unknown',
  'volumes-name-twice',
  'ages-overlap',
  'ages-empty',
  'documents-twice',
  'ways-missing',
  'parts-zero',
] as const;

/** What is wrong with a volumes file beyond its shape. Sentences: `volumes.<code>` and `volumes.<code>.remedy` in `words/`. */
export type VolumesCode = (typeof MEANING)[number];

export function isMeaningCode(code: string): code is VolumesCode {
  return MEANING.some((one) => one === code);
}

/** Why a forecast cannot be made. Sentences: `fault.<code>` in `words/`. */
export type ForecastCode = 'forecast-series-unknown' | 'forecast-ages-straddle' | 'forecast-holds-unknown';

export function forecastFault(code: ForecastCode, params: FaultParams = {}): Fault<ForecastCode> {
  return new Fault(code, params);
}
