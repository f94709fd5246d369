// What a run has started or made, undone in reverse order however the run ends.

export type Undo = () => Promise<void> | void;

export type Cleanup = {
  readonly add: (undo: Undo) => void;
  readonly run: () => Promise<void>;
};

export function cleanup(): Cleanup {
  const undos: Undo[] = [];
  let running: Promise<void> | undefined;
  async function undoAll() {
    for (let undo = undos.pop(); undo; undo = undos.pop()) {
      try {
        await undo();
      } catch (error) {
        console.error("Cleaning up failed:", error);
      }
    }
  }
  return {
    add: (undo) => void undos.push(undo),
    run: async () => {
      running ??= undoAll().finally(() => (running = undefined));
      await running;
    },
  };
}

/** Undoes everything also when the run is interrupted. */
export function undoOnSignal({ run }: Cleanup): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void run().finally(() => process.exit(130)));
}
