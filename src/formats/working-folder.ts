// What a coding agent's working folder and git branch say about the work: the project and the piece of work in hand, never a person.

/** A home directory is named after a person; a path below it is kept only by its last folder. */
const homes = /^(?:\/(?:home|Users|var\/home)\/[^/]+|\/root|~|[a-z]:[\\/]Users[\\/][^\\/]+)$/i;
/** Worktrees are folders of one piece of work inside, or beside, the repository they belong to. */
const worktree = /^(.+?)[\\/](?:\.claude[\\/]worktrees|\.codex[\\/]worktrees|\.?worktrees)[\\/][^\\/]+/;

/** The name of the repository or folder that was worked in. */
export function projectOfFolder(folder: string | undefined): string | undefined {
  const path = (folder ?? '').replace(/[\\/]+$/, '');
  const root = worktree.exec(path)?.[1] ?? path;
  if (root === '' || homes.test(root)) return undefined;
  return root.split(/[\\/]/).at(-1) || undefined;
}

/** Branches that everybody works on. */
const shared = /^(?:HEAD|main|master|trunk|develop|development|dev|staging|production|release|default)$/i;

/** The branch a piece of work was done on. */
export function branchAsFeature(branch: string | undefined): string | undefined {
  return branch === undefined || shared.test(branch) ? undefined : branch;
}
