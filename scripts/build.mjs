// Builds what runs. In: client/src, server/src. Out: dist/ (the extension) and server/dist/ (the `nabla` command).
// Options: --production (minified, without source maps), --watch.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { context } from 'esbuild';
import { notices } from './notices.mjs';

const root = path.resolve(import.meta.dirname, '..');
const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** KaTeX names each font in three formats; every browser that VS Code runs in reads the smallest. */
const woff2Only = {
  name: 'woff2-only',
  setup(build) {
    build.onLoad({ filter: /katex(\.min)?\.css$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, 'utf8')).replace(/,\s*url\([^)]*\.(woff|ttf)\)\s*format\(["']\w+["']\)/g, ''),
      loader: 'css',
    }));
  },
};

const node = { platform: 'node', format: 'cjs', target: 'node20' };
const browser = { platform: 'browser', target: 'es2022' };
/** One row per file that runs: where it starts, where it goes, where it lives. */
const bundles = [
  { entry: 'server/src/node.ts', out: 'dist/server.js', options: node },
  { entry: 'server/src/browser.ts', out: 'dist/server-browser.js', options: { ...browser, format: 'iife' } },
  // MathJax, loaded with the first formula: one file for Node and for a worker.
  { entry: 'server/src/typeset/mathjax.ts', out: 'dist/typeset.js', options: { ...browser, format: 'cjs' } },
  { entry: 'server/src/cli.ts', out: 'server/dist/cli.js', options: node },
  { entry: 'client/src/node.ts', out: 'dist/client.js', options: { ...node, external: ['vscode'] } },
  {
    entry: 'client/src/browser.ts',
    out: 'dist/browser.js',
    options: { ...browser, format: 'cjs', external: ['vscode'] },
  },
  {
    entry: 'client/src/derivation/page/main.ts',
    out: 'dist/panel.js',
    options: {
      ...browser,
      format: 'iife',
      loader: { '.woff2': 'file' },
      assetNames: 'fonts/[name]',
      plugins: [woff2Only],
    },
  },
];

const contextOf = ({ entry, out, options }) =>
  context({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: out,
    bundle: true,
    minify: production,
    sourcemap: production ? false : 'linked',
    sourcesContent: false,
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': JSON.stringify(production ? 'production' : 'development') },
    // ES modules first: smaller bundles, and mathjs with nothing but what is used.
    mainFields: options.platform === 'browser' ? ['browser', 'module', 'main'] : ['module', 'main'],
    metafile: production,
    logLevel: 'warning',
    ...options,
  });

await import('./grammar.mjs');
if (production) {
  await rm(path.join(root, 'dist'), { recursive: true, force: true });
}
await mkdir(path.join(root, 'dist'), { recursive: true });
const contexts = await Promise.all(bundles.map(contextOf));
if (watch) {
  await Promise.all(contexts.map((each) => each.watch()));
  console.log('[nabla] built; watching for changes');
} else {
  try {
    const results = await Promise.all(contexts.map((each) => each.rebuild()));
    if (production) {
      const text = await notices(
        root,
        results.map(({ metafile }) => metafile),
      );
      await writeFile(path.join(root, 'dist/THIRD-PARTY-NOTICES.txt'), text);
    }
  } catch (error) {
    // esbuild has said where and why.
    if (error.errors === undefined) {
      throw error;
    }
    process.exitCode = 1;
  } finally {
    await Promise.all(contexts.map((each) => each.dispose()));
  }
}
