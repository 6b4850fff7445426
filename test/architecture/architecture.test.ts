/** The arrows of docs/architecture.md, held by reading every import of the project. */

import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { suiteSeconds } from '../suite-seconds.ts';
import { cyclesOf } from './cycles.ts';
import { arrows, dataPackages, settingFree, sharedDependencies, strangers } from './rooms.ts';
import { importsOf, packageOf, readManifests, readSources, root, type Source } from './sources.ts';

const sources = readSources();
const manifests = readManifests();
const roomOfPackage = new Map(manifests.map(({ name, room }) => [name, room]));
const manifestOf = new Map(manifests.map((manifest) => [manifest.room, manifest]));
const outer = sources.flatMap((source) =>
  source.imports.filter(({ of }) => !of.startsWith('.') && !isBuiltin(of)).map(({ of }) => ({ source, of, name: packageOf(of) })),
);
const inner = sources.flatMap((source) =>
  source.imports.flatMap(({ of, typeOnly }) =>
    of.startsWith('.') ? [{ source, typeOnly, target: posix.join(posix.dirname(source.path), of) }] : [],
  ),
);

describe('what the test reads', () => {
  it('is the whole project', () => {
    expect(sources.length).toBeGreaterThan(200);
    expect([...new Set(sources.map(({ room }) => room))].sort()).toEqual(Object.keys(arrows).sort());
  });

  it('has every suite that the order of suites names', () => {
    expect(Object.keys(suiteSeconds).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('knows each way to import', () => {
    const later = 'import';
    const text = ["import a from 'a';", "import type { B } from './b.ts';", "export * from './c.ts';", "import 'd';"].join('\n');
    expect(importsOf(`${text}\nawait ${later}('./e.ts');\n${later}(\n  \`f\`,\n);`)).toEqual([
      { of: 'a', typeOnly: false },
      { of: './b.ts', typeOnly: true },
      { of: './c.ts', typeOnly: false },
      { of: 'd', typeOnly: false },
      { of: './e.ts', typeOnly: false },
      { of: 'f', typeOnly: false },
    ]);
  });
});

describe('arrows', () => {
  it('lead only where the picture says', () => {
    const wrong = outer.flatMap(({ source, name }) => {
      const target = roomOfPackage.get(name);
      if (target === undefined || source.testing || target === source.room) return [];
      const allowed = arrows[source.room] ?? [];
      return allowed.includes('*') || allowed.includes(target) ? [] : [`${source.path} imports ${name}`];
    });
    expect(wrong).toEqual([]);
  });

  it('never join rooms that must not know each other, tests included', () => {
    const wrong = outer.flatMap(({ source, name }) =>
      strangers.some(([from, to]) => from === source.room && to === roomOfPackage.get(name))
        ? [`${source.path} imports ${name}`]
        : [],
    );
    expect(wrong).toEqual([]);
  });

  it('of services lead to no other service, but for the command line', () => {
    const wrong = outer.flatMap(({ source, name }) => {
      const target = roomOfPackage.get(name);
      const between = source.room.startsWith('services/') && target?.startsWith('services/') === true && target !== source.room;
      return between && source.room !== 'services/gatewatch' ? [`${source.path} imports ${name}`] : [];
    });
    expect(wrong).toEqual([]);
  });

  it('lead through doors: no path into another package, no relative path out of the own one', () => {
    const deep = outer.flatMap(({ source, of, name }) =>
      roomOfPackage.has(name) && of !== name ? [`${source.path} imports ${of}`] : [],
    );
    const out = inner.flatMap(({ source, target }) =>
      target.startsWith(`${source.room}/`) ? [] : [`${source.path} imports ${target}`],
    );
    expect([...deep, ...out]).toEqual([]);
  });

  it('end at files that exist, and code that runs imports nothing of tests', () => {
    expect(inner.filter(({ target }) => !existsSync(join(root, target))).map(({ target }) => target)).toEqual([]);
    const isTesting = (path: string): boolean => sources.find((source) => source.path === path)?.testing === true;
    const wrong = [
      ...inner.filter(({ source, target }) => !source.testing && isTesting(target)).map(({ source }) => source.path),
      ...outer.filter(({ source, name }) => !source.testing && roomOfPackage.get(name) === 'shared/testing').map(({ of }) => of),
    ];
    expect(wrong).toEqual([]);
  });

  it('make no circle among files', () => {
    const graph = new Map<string, string[]>(sources.map(({ path }) => [path, []]));
    for (const { source, target, typeOnly } of inner) if (!typeOnly) graph.get(source.path)?.push(target);
    expect(cyclesOf(graph)).toEqual([]);
  });

  it('make no circle among packages', () => {
    const graph = new Map<string, string[]>(manifests.map(({ room }) => [room, []]));
    for (const { source, name } of outer) {
      const target = roomOfPackage.get(name);
      if (!source.testing && target !== undefined && target !== source.room) graph.get(source.room)?.push(target);
    }
    expect(cyclesOf(graph)).toEqual([]);
  });

  it('in a circle are found', () => {
    const graph = new Map([
      ['b', ['c']],
      ['c', ['a']],
      ['a', ['b', 'd']],
      ['d', []],
    ]);
    expect(cyclesOf(graph)).toEqual(['a → b → c']);
  });
});

describe('dependencies', () => {
  const rootDev = Object.keys(manifestOf.get('.')?.devDependencies ?? {});
  const declared = ({ room, testing }: Source): readonly string[] => {
    const own = manifestOf.get(room);
    const run = Object.keys(own?.dependencies ?? {});
    return testing ? [...run, ...Object.keys(own?.devDependencies ?? {}), ...rootDev] : run;
  };

  it('are declared by the package that imports them', () => {
    expect(
      outer.filter(({ source, name }) => !declared(source).includes(name)).map(({ source, name }) => `${source.path}: ${name}`),
    ).toEqual([]);
  });

  it('that are declared are used', () => {
    const wrong = manifests.flatMap(({ room, dependencies, devDependencies }) => {
      if (room === '.' || room === 'test') return [];
      const used = new Set(outer.filter(({ source }) => source.room === room).map(({ name }) => name));
      const unused = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !used.has(name));
      return unused.filter((name) => !dataPackages.includes(name)).map((name) => `${room}: ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it('from outside stand in one package.json alone, in one exact version', () => {
    const owners = new Map<string, string[]>();
    const loose: string[] = [];
    for (const { room, dependencies, devDependencies } of manifests) {
      for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
        if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)) loose.push(`${room}: ${name} ${version}`);
        if (!roomOfPackage.has(name)) owners.set(name, [...(owners.get(name) ?? []), room]);
      }
    }
    expect(loose).toEqual([]);
    const wrong = [...owners].filter(([name, rooms]) => rooms.length > 1 && !Object.hasOwn(sharedDependencies, name));
    expect(wrong).toEqual([]);
  });
});

describe('rooms', () => {
  it('that are the same in one process and in many name no transport and no store', () => {
    const names = /\b(kafka(?:js)?|redis|elasticsearch|bullmq|sqlite)\b/i;
    const code = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    const wrong = sources.filter(({ room, testing, text }) => settingFree.includes(room) && !testing && names.test(code(text)));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('each say in a README what lives there', () => {
    const rooms = [...new Set(sources.map(({ room }) => room))].filter((room) => room !== 'test');
    expect(rooms.filter((room) => !existsSync(join(root, room, 'README.md')))).toEqual([]);
  });
});
