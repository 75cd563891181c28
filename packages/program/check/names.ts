import { nearest } from '../nearest.ts';
import type { Program, Rule, Selector } from '../types.ts';
import type { Report } from './fault.ts';

type Path = (string | number)[];

/** Every name used must be declared, and every declared list must be used: a typo otherwise silently weakens a rule. */
export function checkNames(program: Program, report: Report): void {
  const used = { shows: new Set<string>(), lists: new Set<string>(), categories: new Set<string>() };
  const papers = Object.keys(program.papers);
  const open = program.unestablished.map(({ id }) => id);
  const look = (kind: string, names: readonly string[], name: string, path: Path) => {
    if (!names.includes(name))
      report(path, 'name-unknown', { kind, name, meant: nearest(name, names) ?? '' });
  };
  const mention = (kind: keyof typeof used, name: string, path: Path) => {
    used[kind].add(name);
    look(kind, program[kind] ?? [], name, path);
  };

  const selector = (of: Selector, path: Path) => {
    if (of.shows !== undefined) mention('shows', of.shows, [...path, 'shows']);
    if (of.list !== undefined) mention('lists', of.list, [...path, 'list']);
    of.papers?.forEach((paper, place) => {
      look('papers', papers, paper, [...path, 'papers', place]);
    });
  };
  const rule = (node: Rule, path: Path): void => {
    if ('all' in node)
      node.all.forEach((child, place) => {
        rule(child, [...path, 'all', place]);
      });
    else if ('any' in node)
      node.any.forEach((child, place) => {
        rule(child, [...path, 'any', place]);
      });
    else if ('points' in node) mention('categories', node.points, [...path, 'points']);
    else if ('count' in node) selector(node.of, [...path, 'of']);
    else look('unestablished', open, node.unestablished, [...path, 'unestablished']);
  };
  program.requirements.forEach((requirement, place) => {
    rule(requirement.rule, ['requirements', place, 'rule']);
  });

  for (const [id, paper] of Object.entries(program.papers)) {
    const at: Path = ['papers', id];
    for (const [worth, path] of [
      [paper, at],
      [paper.whenExpired ?? {}, [...at, 'whenExpired']],
    ] as const) {
      worth.shows?.forEach((name, place) => {
        look('shows', program.shows, name, [...path, 'shows', place]);
      });
      worth.lists?.forEach((name, place) => {
        look('lists', program.lists ?? [], name, [...path, 'lists', place]);
      });
      for (const [category, value] of Object.entries(worth.points ?? {})) {
        look('categories', program.categories ?? [], category, [...path, 'points', category]);
        if (typeof value !== 'number')
          look('unestablished', open, value.unestablished, [...path, 'points', category]);
      }
    }
    paper.needs?.forEach((name, place) => {
      look('papers', papers, name, [...at, 'needs', place]);
      if (program.papers[name]?.needs)
        report([...at, 'needs', place], 'companion-chain', { paper: id, companion: name });
    });
    if (paper.unestablished !== undefined)
      look('unestablished', open, paper.unestablished, [...at, 'unestablished']);
  }
  const { voluntary } = program.legal ?? {};
  if (voluntary !== undefined)
    look('sources', Object.keys(program.sources), voluntary, ['legal', 'voluntary']);
  if (program.paperListOpen !== undefined)
    look('unestablished', open, program.paperListOpen, ['paperListOpen']);
  program.validity.forEach((band, place) => {
    if ('unestablished' in band)
      look('unestablished', open, band.unestablished, ['validity', place, 'unestablished']);
  });

  program.series.forEach(({ approvalOpen }, place) => {
    if (approvalOpen !== undefined)
      look('unestablished', open, approvalOpen, ['series', place, 'approvalOpen']);
  });

  for (const kind of ['shows', 'lists', 'categories'] as const) {
    program[kind]?.forEach((name, place) => {
      if (!used[kind].has(name)) report([kind, place], 'name-unused', { kind, name });
    });
  }
  checkChannels(program, report);
  checkSources(program, report);
  checkTwice(program, report);
}

function checkChannels(program: Program, report: Report): void {
  const names = program.series.map(({ id }) => id);
  const used = new Set<string>();
  for (const [channel, rules] of Object.entries(program.channels)) {
    rules?.series.forEach((name, place) => {
      used.add(name);
      const path = ['channels', channel, 'series', place];
      if (!names.includes(name))
        report(path, 'name-unknown', { kind: 'series', name, meant: nearest(name, names) ?? '' });
    });
  }
  for (const [kind, name] of Object.entries(program.channels.portal?.records ?? {})) {
    if (!names.includes(name)) {
      const path = ['channels', 'portal', 'records', kind];
      report(path, 'name-unknown', { kind: 'series', name, meant: nearest(name, names) ?? '' });
    }
  }
  for (const [kind, name] of Object.entries(program.legal?.records ?? {})) {
    used.add(name);
    if (!names.includes(name)) {
      const path = ['legal', 'records', kind];
      report(path, 'name-unknown', { kind: 'series', name, meant: nearest(name, names) ?? '' });
    }
  }
  names.forEach((name, place) => {
    if (!used.has(name)) report(['series', place, 'id'], 'name-unused', { kind: 'series', name });
  });
}

/** Every `source` anywhere in the program leads to an entry of `sources`. */
function checkSources(program: Program, report: Report): void {
  const names = Object.keys(program.sources);
  const walk = (value: unknown, path: Path): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [key, inner] of Object.entries(value)) {
      const at = [...path, Array.isArray(value) ? Number(key) : key];
      if (key === 'source' && typeof inner === 'string') {
        if (!names.includes(inner)) {
          report(at, 'name-unknown', { kind: 'sources', name: inner, meant: nearest(inner, names) ?? '' });
        }
      } else walk(inner, at);
    }
  };
  const { words: _, sources, ...rules } = program;
  walk(rules, []);
  for (const [name, { mark, at }] of Object.entries(sources)) {
    const read = mark === 'PRESS' || mark === 'FOUND';
    if (read && at === undefined) report(['sources', name], 'source-without-address', { name, mark });
  }
}

function checkTwice(program: Program, report: Report): void {
  const named: [string, readonly string[], string][] = [
    ['requirements', program.requirements.map(({ id }) => id), 'id'],
    ['series', program.series.map(({ id }) => id), 'id'],
    ['fees', program.fees.map(({ id }) => id), 'id'],
    ['notices', program.notices.map(({ id }) => id), 'id'],
    ['unestablished', program.unestablished.map(({ id }) => id), 'id'],
    ['requests/exemptions', program.requests?.exemptions.map(({ id }) => id) ?? [], 'id'],
    ['requests/extension/reasons', program.requests?.extension?.reasons.map(({ id }) => id) ?? [], 'id'],
  ];
  for (const [part, ids, key] of named) {
    ids.forEach((name, place) => {
      if (ids.indexOf(name) < place) report([...part.split('/'), place, key], 'name-twice', { name });
    });
  }
  const { print, qr } = program.card;
  const fields: [string, string[]][] = [
    ['print', print.map(({ field }) => field)],
    ['qr', qr.map(({ field }) => field)],
  ];
  for (const [part, names] of fields) {
    names.forEach((name, place) => {
      if (names.indexOf(name) < place) report(['card', part, place], 'name-twice', { name });
    });
  }
}
