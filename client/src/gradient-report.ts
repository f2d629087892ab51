/** Reports of gradient checks: documents that nobody has to save, shown as Markdown beside the page. In: a name and Markdown. */
import * as vscode from 'vscode';

const SCHEME = 'nabla-gradients';

export interface GradientReports extends vscode.Disposable {
  show(name: string, markdown: string): Promise<void>;
}

export function gradientReports(): GradientReports {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.path) ?? 'Run “Nabla: Check gradients numerically” again.',
  });
  return {
    async show(name, markdown) {
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `/Gradients of ${name}.md` });
      texts.set(uri.path, markdown);
      changed.fire(uri);
      try {
        await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
      } catch {
        // The built-in Markdown preview can be switched off; the text can be read as well.
        const document = await vscode.workspace.openTextDocument(uri);
        await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
      }
    },
    dispose() {
      provider.dispose();
      changed.dispose();
      texts.clear();
    },
  };
}
