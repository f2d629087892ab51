/** The few things that every run needs of its surroundings: a free port, patience, and a clean end. */
import net from 'node:net';

export const freePort = () =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Asks until the answer is truthy; what is thrown counts as "not yet". */
export async function until(ask, milliseconds, complaint) {
  const end = Date.now() + milliseconds;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch {
      // not yet
    }
    if (Date.now() > end) throw new Error(typeof complaint === 'function' ? complaint() : complaint);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const endings = [];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
process.on('exit', () => {
  for (const end of endings) end();
});

/** Whatever happens to this process (a signal, an exception), `end` runs once more at its exit; it must be repeatable. */
export function atExit(end) {
  endings.push(end);
}
