/** What graphs and plots are asked about. */

/** A function or a network of an open page, by which variable, and where. */
export interface About {
  readonly textDocument: { readonly uri: string };
  readonly function: string;
  /** As `wrt` of a derivation; missing: the first. */
  readonly variable?: string;
  /** Numbers for parameters, as the reader wrote them: `1.5`, `pi/2`. Missing ones are as `suggestedPoint` of a derivation says. */
  readonly at?: Readonly<Record<string, string>>;
}
