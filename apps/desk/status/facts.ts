import type { DeskCode } from '../codes.ts';

export type PrinterState = 'unused' | 'printing' | 'good' | 'trouble';

/** What the bar at the top always shows (CL-07). Times in epoch ms. */
export type StationFacts = {
  readonly now: number;
  readonly online: boolean;
  readonly printer: PrinterState;
  /** Shifts whose statement city hall has not acknowledged. */
  readonly unsynced: number;
  readonly synced: number | null;
  readonly stop: DeskCode | null;
};

export type Light = 'good' | 'wait' | 'bad' | 'plain';

export type StateItem = {
  readonly key: string;
  readonly is: Light;
  readonly params: Record<string, string | number>;
};

/** The states as message keys with a light each; the words carry the meaning, the light only helps. */
export function stateItems(facts: StationFacts): StateItem[] {
  const items: StateItem[] = [
    { key: facts.online ? 'state.online' : 'state.offline', is: facts.online ? 'good' : 'wait', params: {} },
    { key: `state.printer-${facts.printer}`, is: printerLight(facts.printer), params: {} },
    { key: 'state.unsynced', is: facts.unsynced > 0 ? 'wait' : 'good', params: { n: facts.unsynced } },
  ];
  if (facts.synced !== null) {
    const minutes = Math.max(0, Math.floor((facts.now - facts.synced) / 60_000));
    items.push(
      minutes < 60
        ? { key: 'state.synced-minutes', is: 'plain', params: { n: minutes } }
        : { key: 'state.synced-hours', is: 'plain', params: { n: Math.floor(minutes / 60) } },
    );
  }
  const clockWrong = facts.stop?.startsWith('desk-clock') ?? false;
  items.push({
    key: clockWrong ? 'state.clock-wrong' : 'state.clock-good',
    is: clockWrong ? 'bad' : 'good',
    params: {},
  });
  if (facts.stop && !clockWrong) items.push({ key: 'state.stopped', is: 'bad', params: {} });
  return items;
}

function printerLight(printer: PrinterState): Light {
  if (printer === 'good') return 'good';
  return printer === 'trouble' ? 'bad' : printer === 'printing' ? 'wait' : 'plain';
}
