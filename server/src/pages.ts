/**
 * The open pages. In: documents as the client changes them. Out: for each its program, its outline and what is known of
 * its claims, made when they are asked for and kept until something changes.
 */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Outline, outlineOf } from './features/outline';
import { createMentions } from './features/slopes';
import type { View } from './features/view';
import type { Program } from './program/program';
import { createWorkspace } from './program/workspace';

export interface OpenPage {
  /** Names the page in a lens, in fewer letters than its address. */
  readonly number: number;
  readonly document: TextDocument;
  view(): View;
  outline(): Outline;
  /** Changes with whatever a report on the page would be made of. */
  revision(): number;
  /** A verdict has become known. */
  judged(): void;
  /** The offsets that the reader sees, as far as is known. */
  visible: { readonly start: number; readonly end: number } | undefined;
  readonly imports: boolean;
}

export interface Pages {
  open(document: TextDocument): OpenPage;
  /** The text of a page has changed, here or on disk. */
  changed(): void;
  close(uri: string): void;
  get(uri: string): OpenPage | undefined;
  byNumber(number: number): OpenPage | undefined;
  all(): Iterable<OpenPage>;
}

/** `read`: the text of a page that is not open. */
export function createPages(read: (uri: string) => string | undefined): Pages {
  const pages = new Map<string, OpenPage>();
  const workspace = createWorkspace({ read: (uri) => pages.get(uri)?.document.getText() ?? read(uri) });
  const mentions = createMentions();
  let count = 0;
  /** Counts changes of any page: a page that imports is made anew after each. */
  let epoch = 0;

  function pageOf(document: TextDocument): OpenPage {
    let known: { readonly program: Program; readonly version: number; readonly epoch: number } | undefined;
    let outline: Outline | undefined;
    let revision = 0;
    const program = (): Program => {
      const { version } = document;
      const text = document.getText();
      if (known?.version === version && known.program.page.text === text && (known.epoch === epoch || !imports(text)))
        return known.program;
      const fresh = workspace.program(document.uri, text);
      if (fresh !== known?.program) revision += 1;
      known = { program: fresh, version, epoch };
      return fresh;
    };
    return {
      number: ++count,
      document,
      view: () => ({ document, program: program(), mentions }),
      outline() {
        outline = outlineOf(program(), outline);
        return outline;
      },
      revision() {
        program();
        return revision;
      },
      judged() {
        revision += 1;
      },
      visible: undefined,
      get imports() {
        return imports(document.getText());
      },
    };
  }

  return {
    open(document) {
      epoch += 1;
      const page = pageOf(document);
      pages.set(document.uri, page);
      return page;
    },
    changed() {
      epoch += 1;
    },
    close(uri) {
      epoch += 1;
      pages.delete(uri);
      workspace.close(uri);
    },
    get: (uri) => pages.get(uri),
    byNumber: (number) => [...pages.values()].find((page) => page.number === number),
    all: () => pages.values(),
  };
}

const imports = (text: string): boolean => text.includes('import') && /^[ \t]*import\b/m.test(text);
