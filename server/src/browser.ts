/** The door for a browser: the server is a worker. Imports read open pages, and those that the client sends. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { serve } from './server';
import type { Typeset } from './typeset/typeset';

declare const self: DedicatedWorkerGlobalScope & { readonly nablaTypeset: { createTypeset(): Typeset } };
declare function importScripts(url: string): void;

/** MathJax, from its own file beside the worker's. */
async function typeset(): Promise<Typeset> {
  importScripts(new URL('typeset-browser.js', self.location.href).href);
  return self.nablaTypeset.createTypeset();
}

serve(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), { typeset });
