import { Fault, type FaultParams } from '@commonkey/words';

/** Why an event day cannot be worked out. Sentences: `fault.<code>` in `words/`. */
export type EventDayCode =
  | 'arrivals-empty'
  | 'arrivals-line'
  | 'arrivals-reversed'
  | 'arrivals-no-length'
  | 'arrivals-too-many'
  | 'arrivals-after-closing'
  | 'day-closes-first'
  | 'time-longer-than-day'
  | 'durations-line'
  | 'durations-few'
  | 'service-reversed'
  | 'service-impossible'
  | 'stations-impossible'
  | 'printers-impossible';

export function dayFault(code: EventDayCode, params: FaultParams = {}): Fault<EventDayCode> {
  return new Fault(code, params);
}
