import assert from 'node:assert/strict';
import { decodeCard } from '@commonkey/credential';
import { type Chance, seeded } from '@commonkey/events/seeded.ts';
import { type Marker, pictureMarkers } from '../../apps/server/residue/scan.ts';
import type { PrintedCard } from './desk-steps.ts';
import { Door, Station } from './event-day-door.ts';
import type { Party, Person } from './event-day-people.ts';
import type { Places, Table } from './event-day-places.ts';
import type { DayTime } from './event-day-time.ts';
import type { CityHallProcess } from './service.ts';

/** How a day goes: minutes of the day, and how long a person takes at a desk. */
export type Plan = {
  opens: number;
  closes: number;
  person: { least: number; most: number };
  /** Which card of the day jams in its printer. */
  jam: number;
  lost: { from: number; minutes: number };
  /** Desks that work in the same moment: what the machine of the test can take. */
  atOnce: number;
  /** From which round on the board is looked at. */
  looks: number;
  seed: number;
};

/** What was seen with one's own eyes, to hold against what the service says. */
export type Seen = {
  cards: number;
  spoiled: number;
  refused: number;
  /** Parties by how their day ended. */
  served: Party[];
  gone: Party[];
  notReached: Party[];
  aloud: number;
  faces: Marker[];
};

type Desk = { table: Table; station: Station; party: Party | null; left: Person[] };
type Ticket = { number: number; party: Party; wasAway: boolean };

export type Moments = {
  /** The board while everything goes its way, with so many at work. */
  busy(): Promise<void>;
  lost(minutes: number): Promise<void>;
  found(): Promise<void>;
};

type Options = {
  hall: CityHallProcess;
  time: DayTime;
  places: Places;
  mark: string;
  parties: readonly Party[];
  codes: ReadonlyMap<Party, string>;
  plan: Plan;
  moments: Moments;
  say: (line: string) => void;
};

/** One event day, from the first number to the last table that closes. */
export class EventDay {
  readonly seen: Seen = {
    ...{ cards: 0, spoiled: 0, refused: 0, aloud: 0 },
    ...{ served: [], gone: [], notReached: [], faces: [] },
  };
  private readonly given: Options;
  private readonly door: Door;
  private readonly desks: Desk[];
  private readonly chance: Chance;
  private readonly coming: Party[];
  /** Outside, with a number. */
  private readonly waiting = new Map<number, Ticket>();
  /** Were away when called, and come back so many rounds later. */
  private readonly back: { number: number; rounds: number }[] = [];
  /** Called aloud while no station could call, and not yet by any. */
  private readonly aloud = new Map<number, { party: Party; came: boolean }>();
  private lostSince: number | null = null;
  private wasLost = false;
  private looked = false;
  private rounds = 0;

  constructor(options: Options) {
    const { places, hall, mark, plan, parties } = options;
    this.given = options;
    this.door = new Door(places.door, hall, mark);
    this.desks = places.tables.map((table, at) => ({
      table,
      station: new Station(table.station, hall, mark, at + 1),
      party: null,
      left: [],
    }));
    this.chance = seeded(plan.seed + 1);
    this.coming = [...parties];
  }

  async run(): Promise<Seen> {
    const { plan, time } = this.given;
    await this.door.open();
    for (const { station } of this.desks) await station.open();
    while (time.minute() < plan.closes) {
      await this.atDoor();
      for (const desk of this.desks) if (desk.party === null) await this.callAt(desk);
      await this.lookOnce();
      await this.atTables();
      await this.pass();
    }
    await this.atDoor();
    while (this.desks.some(({ party }) => party !== null)) {
      await this.atTables();
      await this.pass();
    }
    this.seen.notReached.push(...[...this.waiting.values()].map(({ party }) => party));
    for (const { station, table } of this.desks) {
      await station.close();
      await table.page.keyboard.press('Escape');
    }
    return this.seen;
  }

  /** The board is looked at once, with a call at each table. */
  private async lookOnce(): Promise<void> {
    const { plan, moments } = this.given;
    if (this.looked || this.rounds < plan.looks || this.desks.some(({ party }) => party === null)) return;
    this.looked = true;
    await moments.busy();
  }

  /** Whoever has come since, whoever is back, and whoever goes. Without a network nobody gets a number: they wait for it. */
  private async atDoor(): Promise<void> {
    const { time, codes } = this.given;
    if (this.lostSince !== null) return;
    while ((this.coming[0]?.comes ?? Number.POSITIVE_INFINITY) <= time.minute()) {
      const party = this.coming.shift();
      if (!party) break;
      const number = await this.door.give(party, codes.get(party) ?? '');
      assert.ok(!this.waiting.has(number), `${number} was given twice`);
      this.waiting.set(number, { number, party, wasAway: false });
      if (party.fate !== 'gives back') continue;
      await this.door.note(number, 'gives-back');
      this.waiting.delete(number);
      this.seen.gone.push(party);
    }
    for (const one of this.back.filter(({ rounds }) => rounds <= this.rounds)) {
      this.back.splice(this.back.indexOf(one), 1);
      await this.door.note(one.number, 'returns');
    }
  }

  /** The next who is there comes to this table. */
  private async callAt(desk: Desk): Promise<void> {
    if (this.lostSince !== null) return this.callAloud(desk);
    let number = await desk.station.press('next');
    while (number !== null) {
      const aloud = this.aloud.get(number);
      this.aloud.delete(number);
      const ticket = this.waiting.get(number);
      assert.ok(aloud ?? ticket, `${number} was called, and nobody who waits has it`);
      // Called aloud and away, and back since.
      if (!aloud?.came && ticket && this.isThere(ticket)) return this.sit(desk, ticket);
      number = await this.after(desk, aloud?.came ?? false);
    }
  }

  private async after(desk: Desk, came: boolean): Promise<number | null> {
    if (!came) await desk.station.press('missed');
    return desk.station.press('next');
  }

  /** Upwards from the last one on the board, as the guide says. */
  private async callAloud(desk: Desk): Promise<void> {
    const shown = await this.given.places.board.page.locator('.board-number').allInnerTexts();
    const last = Math.max(0, ...shown.map(Number));
    const next = [...this.waiting.values()]
      .filter(({ number }) => number > last)
      .sort((a, b) => a.number - b.number);
    for (const ticket of next) {
      const came = this.isThere(ticket);
      this.aloud.set(ticket.number, { party: ticket.party, came });
      this.seen.aloud += 1;
      if (came) return this.sit(desk, ticket);
    }
  }

  /** False once for whoever is away; who never comes back is gone. */
  private isThere(ticket: Ticket): boolean {
    const { party, number } = ticket;
    if (party.fate === 'away') {
      this.waiting.delete(number);
      this.seen.gone.push(party);
      return false;
    }
    if (party.fate !== 'returns' || ticket.wasAway) return true;
    ticket.wasAway = true;
    this.back.push({ number, rounds: this.rounds + 1 });
    return false;
  }

  private sit(desk: Desk, { number, party }: Ticket): void {
    this.waiting.delete(number);
    desk.party = party;
    desk.left = [...party.people];
  }

  /** One person at each table, some tables at once. */
  private async atTables(): Promise<void> {
    const busy = this.desks.filter(({ party }) => party !== null);
    const next = async (): Promise<void> => {
      const desk = busy.shift();
      if (!desk) return;
      await this.serve(desk);
      return next();
    };
    await Promise.all(Array.from({ length: this.given.plan.atOnce }, next));
  }

  private async serve(desk: Desk): Promise<void> {
    const person = desk.left.shift();
    if (!person) return;
    if (person.leaves === 'without') await this.refuse(desk, person);
    else await this.issue(desk, person);
    if (desk.left.length > 0) return;
    // The party is over; the next begins at a table that knows of nobody.
    await desk.table.page.keyboard.press('Escape');
    await desk.table.clerk.screen('ready');
    if (desk.party) this.seen.served.push(desk.party);
    desk.party = null;
  }

  private async issue({ table: { clerk } }: Desk, person: Person): Promise<void> {
    await clerk.toProof(person);
    this.seen.cards += 1;
    if (this.seen.cards !== this.given.plan.jam) {
      this.keep(await clerk.issue());
      return;
    }
    this.keep(await clerk.spoil('jam'));
    this.seen.spoiled += 1;
    this.keep(await clerk.scanBack());
  }

  private async refuse({ table: { clerk, page } }: Desk, person: Person): Promise<void> {
    await clerk.refuse(person);
    this.seen.refused += 1;
    await page.keyboard.press('Enter');
    await clerk.screen('ready');
  }

  /** Only the face of a card: what is looked for afterwards. */
  private keep({ qr }: PrintedCard): void {
    const { face } = decodeCard(qr);
    assert.ok(face, 'the code holds a face');
    this.seen.faces.push(...pictureMarkers(`face ${this.seen.faces.length}`, face.bytes, 3));
  }

  /** Time goes on for everybody; within it the network goes, and comes. */
  private async pass(): Promise<void> {
    const { plan, time, say } = this.given;
    const { least, most } = plan.person;
    this.rounds += 1;
    await time.to(time.minute() + least + Math.floor(this.chance() * (most - least + 1)));
    const now = time.minute();
    say(
      `${clock(now)}: ${this.seen.cards} cards, ${this.seen.refused} without, ${this.waiting.size} wait, ${this.coming.length} parties to come`,
    );
    if (this.lostSince === null && !this.wasLost && now >= plan.lost.from) await this.lose(now);
    else if (this.lostSince !== null) {
      const gone = now - this.lostSince;
      if (gone < plan.lost.minutes) return;
      await this.given.moments.lost(gone);
      this.network('restore');
      this.lostSince = null;
      await this.given.moments.found();
    }
  }

  private async lose(now: number): Promise<void> {
    this.network('cut');
    this.lostSince = now;
    this.wasLost = true;
  }

  private network(deed: 'cut' | 'restore'): void {
    const { door, board, tables } = this.given.places;
    for (const { browser } of [door, board, ...tables]) browser.network[deed]();
  }
}

const clock = (minute: number): string => `${Math.floor(minute / 60)}:${`${minute % 60}`.padStart(2, '0')}`;
