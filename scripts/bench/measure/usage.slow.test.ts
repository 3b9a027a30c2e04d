import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import {
  clientPorts,
  cpuSeconds,
  processTree,
  residentMegabytes,
} from '@/scripts/bench/measure/usage';

describe.runIf(process.platform === 'linux')('of a process and those it has started', () => {
  it('CPU time and memory are added up', async () => {
    const busy = 'while (process.cpuUsage().user < 1e5); console.log(); setInterval(() => {}, 1e6)';
    const script = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(busy)}], { stdio: 'inherit' })`;
    const parent = spawn(process.execPath, ['-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(parent.stdout, 'data');
    const [pid = 0, child = 0, ...others] = processTree(parent.pid ?? 0);
    const [all, own] = [cpuSeconds(pid), cpuSeconds(child)];
    const memory = [residentMegabytes(pid), residentMegabytes(child)] as const;
    process.kill(child);
    parent.kill();
    expect([pid, others]).toEqual([parent.pid, []]);
    expect(own).toBeGreaterThan(0.09);
    expect(all).toBeGreaterThan(own);
    expect(memory[1]).toBeGreaterThan(10);
    expect(memory[0]).toBeGreaterThan(memory[1]);
  });

  it('the clients of its connections are known by their ports', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const [[held]] = await Promise.all([once(server, 'connection'), once(client, 'connect')]);
    expect(clientPorts(process.pid)).toContain(client.localPort);
    expect(clientPorts(process.ppid)).not.toContain(client.localPort);
    client.destroy();
    held.destroy();
    server.close();
  });
});
