/** How a process of ours reads TypeScript. By the loader's place: such a process may run in any folder, and in tests. */
export const LOADER: readonly string[] = ['--import', import.meta.resolve('tsx')];
