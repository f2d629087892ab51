/** How typeset formulas look: the kind of the theme and the size of the editor's font. In: VS Code. Out: what the server is told. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { APPEARANCE, type Appearance, type ThemeKind } from '../../server/src/protocol';

const KINDS: Readonly<Record<vscode.ColorThemeKind, ThemeKind>> = {
  [vscode.ColorThemeKind.Light]: 'light',
  [vscode.ColorThemeKind.Dark]: 'dark',
  [vscode.ColorThemeKind.HighContrast]: 'high-contrast',
  [vscode.ColorThemeKind.HighContrastLight]: 'high-contrast-light',
};
const FONT_SIZE = 14;

export const appearance = (): Appearance => ({
  theme: KINDS[vscode.window.activeColorTheme.kind],
  fontSize: vscode.workspace.getConfiguration('editor', { languageId: 'grad' }).get('fontSize', FONT_SIZE),
});

/** Tells the server when the theme or the font is another. */
export function tellAppearance(client: BaseLanguageClient): vscode.Disposable {
  const tell = (): void => {
    if (client.isRunning()) client.sendNotification(APPEARANCE, appearance()).catch(() => undefined);
  };
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveColorTheme(tell),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('editor.fontSize')) tell();
    }),
  );
}
