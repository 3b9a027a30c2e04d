import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Linux counts a process's time in hundredths of a second, whatever the kernel's own clock. */
const TICKS_PER_SECOND = 100;

/** Returns the file of `/proc/<pid>/`, or nothing if there is no such process or system. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** The fields of a process's `stat` after its name, which may itself have spaces in it. */
function statOf(pid: number): number[] {
  const text = readProc(pid, 'stat');
  return text
    .slice(text.lastIndexOf(')') + 4)
    .split(' ')
    .map(Number);
}

/** A process and all that it has started, which still run. */
export function processTree(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), statOf(Number(name))[0]] as const);
  const tree = [root];
  // The list grows while it is walked, until no process has a parent in it.
  for (const member of tree) {
    tree.push(...parents.flatMap(([pid, parent]) => (parent === member ? [pid] : [])));
  }
  return tree;
}

/** The CPU time, in seconds, that a process and those it has started have used, threads included. */
export function cpuSeconds(root: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  const ticks = processTree(root).map((pid) => {
    const [user = 0, system = 0] = statOf(pid).slice(10, 12);
    return user + system;
  });
  return ticks.reduce((sum, count) => sum + count, 0) / TICKS_PER_SECOND;
}
/** The memory, in MB (10⁶ bytes), that a process and those it has started hold (RSS). */
export function residentMegabytes(root: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  const kilobytes = processTree(root).map((pid) =>
    Number(/^VmRSS:\s+(\d+) kB/m.exec(readProc(pid, 'status'))?.[1] ?? 0),
  );
  return (kilobytes.reduce((sum, count) => sum + count, 0) * 1024) / 1e6;
}

/** The ports of the clients whose connections a process holds. */
export function clientPorts(pid: number): Set<number> {
  const held = new Set(
    readdirSync(`/proc/${pid}/fd`).map((name) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${name}`))?.[1];
      } catch {
        // Closed meanwhile.
        return undefined;
      }
    }),
  );
  const lines = ['net/tcp', 'net/tcp6'].flatMap((file) => readProc(pid, file).split('\n').slice(1));
  const ports = lines.flatMap((line) => {
    const [, , remote = '', , , , , , , inode] = line.trim().split(/\s+/);
    return held.has(inode) && inode ? [Number.parseInt(remote.split(':')[1] ?? '', 16)] : [];
  });
  return new Set(ports);
}
