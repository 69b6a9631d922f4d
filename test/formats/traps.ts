export const traps: readonly { readonly by: string }[] = [];
