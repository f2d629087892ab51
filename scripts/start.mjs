// `npm start`: builds Nabla, prints the gradients of an example page here, then opens examples/ in VS Code with the
// extension running: the one that is installed, else VS Code in the browser, served from this machine.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.resolve(import.meta.dirname, '..');
const examples = path.join(root, 'examples');
const page = path.join(examples, '01-partial-derivative.grad');

const usage = `npm start -- [--web] [--port N] [--no-open]

  --web       VS Code in the browser, even if a VS Code is installed
  --port N    the port to begin with (3000); a busy one is left to its owner
  --no-open   print the address, open no browser`;

const stop = (sentence, status = 1) => {
  console.error(sentence);
  process.exit(status);
};

const options = () => {
  try {
    const { values } = parseArgs({
      options: {
        web: { type: 'boolean', default: false },
        port: { type: 'string', default: '3000' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const port = Number(values.port);
    if (!(Number.isInteger(port) && port > 0 && port < 65536)) {
      stop(`--port takes a number from 1 to 65535, not "${values.port}".\n\n${usage}`, 2);
    }
    return { ...values, port };
  } catch (error) {
    return stop(`${error.message}\n\n${usage}`, 2);
  }
};

const { web, port, help, 'no-open': closed } = options();
if (help) {
  console.log(usage);
  process.exit(0);
}
if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(
    `Nabla is built with Node 20 or newer; this is Node ${process.versions.node}. Install it from https://nodejs.org.`,
  );
}
if (!existsSync(path.join(root, 'node_modules/esbuild'))) {
  stop('The packages are not installed yet: run `npm ci`, then `npm start` again.');
}

const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;

if (!node('scripts/build.mjs')) {
  stop('The build failed; the reason stands above. In an untouched checkout, `npm ci` mends it.');
}

console.log(`\n${path.relative(root, page)}\n`);
if (!node('server/bin/nabla.js', 'gradient', path.relative(root, page))) {
  console.error('The page above has errors; the editor shows where they are.');
}
console.log();

const { openInstalledEditor } = await import('./start/installed.mjs');
const opened = web ? { ok: false, reason: '' } : openInstalledEditor({ root, examples, page });
if (opened.ok) {
  console.log(`Opened examples/ in ${opened.name}. Edit a number, hover over a name.`);
} else {
  if (opened.reason !== '') {
    console.log(opened.reason);
  }
  const { serveWeb } = await import('./start/web.mjs');
  await serveWeb({ root, examples, page, port, open: !closed }).catch((error) => stop(error.message));
}
