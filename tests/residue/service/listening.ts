import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** TCP ports on which a process listens, as the kernel sees it. */
export function listeningOn(pid: number): number[] {
  const sockets = new Set(readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`)));
  return ['tcp', 'tcp6'].flatMap((kind) =>
    readFileSync(`/proc/${pid}/net/${kind}`, 'utf8')
      .split('\n')
      .slice(1)
      .flatMap((line) => {
        // sl, local address, remote address, state (0A is LISTEN) … inode: proc_pid_net(5)
        const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
        const port = Number.parseInt(local.split(':')[1] ?? '', 16);
        return state === '0A' && sockets.has(`socket:[${inode}]`) ? [port] : [];
      }),
  );
}

export function parentOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** A descriptor may be closed while it is looked at. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
