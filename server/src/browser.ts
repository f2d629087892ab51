/** The door for a browser: the server is a worker. Imports read open pages, and those that the client sends. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { serve } from './server';
import type { Typeset } from './typeset/typeset';

declare const self: DedicatedWorkerGlobalScope & { module: { exports: { createTypeset(): Typeset } | undefined } };
declare function importScripts(url: string): void;

/** MathJax, from its own file beside the worker's: a module of Node's kind, for which a worker has to hold out its hand. */
async function typeset(): Promise<Typeset> {
  self.module = { exports: undefined };
  importScripts(new URL('typeset.js', self.location.href).href);
  const bundle = self.module.exports;
  if (!bundle) throw new Error('typeset.js brought nothing');
  return bundle.createTypeset();
}

serve(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), { typeset });
