import { IMPORT_RULES } from '@/tests/architecture/import-rules';

/** One import: from a file of ours to another, or to a package. */
export interface Import {
  from: string;
  /** Path of a file of ours, or the package as it is written; a module of Node.js as `node:fs`. */
  to: string;
  isOwn: boolean;
}

/** Returns the folder, or the file, whose rule counts for this file; undefined if none does. */
export function ruleOf(file: string): string | undefined {
  return Object.keys(IMPORT_RULES)
    .filter((prefix) => file.startsWith(prefix))
    .sort((a, b) => b.length - a.length)[0];
}

/** True if the table allows this import. */
export function isAllowed({ from, to, isOwn }: Import): boolean {
  const prefix = ruleOf(from);
  const rule = prefix === undefined ? undefined : IMPORT_RULES[prefix];
  if (!prefix || !rule) return false;
  if (isOwn) {
    if (ruleOf(to) === prefix) return true;
    return rule.own.some((allowed) => to.startsWith(allowed));
  }
  return rule.packages.some((name) =>
    name.endsWith(':') ? to.startsWith(name) : to === name || to.startsWith(`${name}/`),
  );
}

/** Finds the cycles of imports between groups of files, the shortest first. */
export function findCycles(imports: readonly Import[], groupOf: (file: string) => string) {
  const graph = new Map<string, Set<string>>();
  for (const { from, to, isOwn } of imports) {
    const [a, b] = [groupOf(from), groupOf(to)];
    if (!isOwn || a === b) continue;
    graph.set(a, (graph.get(a) ?? new Set()).add(b));
  }
  return [...graph.keys()].flatMap((start) => {
    const path = shortestPath(graph, start);
    return path ? [path.join(' → ')] : [];
  });
}

function shortestPath(graph: ReadonlyMap<string, ReadonlySet<string>>, start: string) {
  const queue: string[][] = [[start]];
  const seen = new Set<string>();
  for (let path = queue.shift(); path; path = queue.shift()) {
    for (const next of graph.get(path.at(-1) ?? '') ?? []) {
      if (next === start) return [...path, next];
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push([...path, next]);
    }
  }
  return null;
}
