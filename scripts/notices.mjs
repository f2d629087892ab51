// The licences of what is bundled. In: esbuild's metafiles. Out: one text, package by package.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export const notices = async (root, metafiles) => {
  const folders = metafiles
    .flatMap(({ inputs }) => Object.keys(inputs))
    .map((file) => /^(?:[a-z-]+:)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1])
    .filter((folder) => folder !== undefined);
  const texts = await Promise.all([...new Set(folders)].sort().map((folder) => notice(path.join(root, folder))));
  return `Nabla contains the following packages.\n\n${[...new Set(texts)].join('\n')}`;
};

const notice = async (folder) => {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
  const text = file === undefined ? '' : await readFile(path.join(folder, file), 'utf8');
  return `${'─'.repeat(80)}\n${name} ${version} (${license})\n\n${text.trim()}\n`;
};
