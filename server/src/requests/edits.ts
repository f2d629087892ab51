/** Requests whose answers change the page: quick fixes and refactorings. */
import { CodeActionRequest } from 'vscode-languageserver';
import { codeActions } from '../features/code-actions';
import { diagnosticOptions, offsets, onPage, type Registration } from './session';

export const edits: readonly Registration[] = [
  onPage(CodeActionRequest.type, null, ({ page, view, client, verification, health }, { range, context }) => {
    if (context.only && !context.only.some((kind) => kind === '' || kind === 'quickfix')) return [];
    const { preferredActions, versionedEdits } = client();
    const options = { ...diagnosticOptions(client()), preferred: preferredActions, versioned: versionedEdits };
    const verdicts = verification.verdicts(page);
    return codeActions(view, offsets(view, range), context.diagnostics, verdicts, options, health.of(page));
  }),
];
