// UrlSource: a kind of database that can be named as an input. A fault while it is read must be a UsageError: it ends the run with exit 2
// and no report, because part of a table says nothing about the rest.
import type { InputFile } from '../../engine/input-file.ts';
import type { RegistryWire } from '../../model/registry.ts';
import type { Credentials, CredentialVariables } from './credentials.ts';
import type { SourceUrl } from './source-url.ts';

export interface FoundRegistry {
  /** As a registry file would have it. */
  readonly value: RegistryWire;
  /** What is not in it, a sentence each. */
  readonly notes: readonly string[];
}

export interface UrlSource {
  readonly schemes: readonly string[];
  /** Shown when a URL cannot be read. */
  readonly example: string;
  readonly parameters: readonly string[];
  readonly variables: CredentialVariables;
  /** Checks what can be checked and names the inputs, with `url.name` in their names; opens no connection before they are read. */
  open(url: SourceUrl, credentials: Credentials): Promise<readonly InputFile[]>;
  /** Teams, keys and budgets that the database knows, where it knows any. */
  registry?(url: SourceUrl, credentials: Credentials): Promise<FoundRegistry>;
}
