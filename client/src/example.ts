/** A first page to look at, for the walkthrough: unsaved, so that nothing on the reader's disk changes. */
import * as vscode from 'vscode';

const EXAMPLE = `# A first page. Hover over a name, read the lines above the functions, change a number.

f(x, y) = 3x^3 - y^2 + 5x + 2

check ∂f/∂x = 9x^2 + 5        # a claim: proved
check ∂f/∂y = 2y              # and one that is wrong

∇f(1, 2)                      # a value

# A chain: "Expand chain rule" above it shows every step.
h(x) = 3(2x^2)^5

check h'(x) = 15(2x^2)^4 * 4x
            = 960x^9
`;

export async function openExample(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'grad', content: EXAMPLE });
  await vscode.window.showTextDocument(document);
}
