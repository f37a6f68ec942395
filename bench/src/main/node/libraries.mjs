// A uniform interface to each library: create nodes, read, write, batch and run effects.

export async function library(name) {
  switch (name) {
    case "alien": {
      const { signal, computed, effect, effectScope, startBatch, endBatch } = await import("alien-signals");
      return {
        value: signal,
        derived: computed,
        effect: (body) => {
          effect(() => { body(); });
        },
        get: (node) => node(),
        set: (node, value) => { node(value); },
        batch: (work) => {
          startBatch();
          work();
          endBatch();
        },
        build: (make) => {
          let made;
          const dispose = effectScope(() => { made = make(); });
          return { made, dispose };
        },
      };
    }
    case "preact": {
      const { signal, computed, effect, batch } = await import("@preact/signals-core");
      return {
        value: signal,
        derived: computed,
        effect: (body) => {
          effect(() => { body(); });
        },
        get: (node) => node.value,
        set: (node, value) => { node.value = value; },
        batch,
        build: (make) => ({ made: make(), dispose: () => {} }),
      };
    }
    case "reactively": {
      const { Reactive, stabilize } = await import("@reactively/core");
      return {
        value: (initial) => new Reactive(initial),
        derived: (compute) => new Reactive(compute),
        effect: (body) => new Reactive(body, true),
        get: (node) => node.get(),
        set: (node, value) => { node.set(value); },
        batch: (work) => {
          work();
          stabilize();
        },
        build: (make) => {
          const made = make();
          stabilize();
          return { made, dispose: () => {} };
        },
      };
    }
    default:
      throw new Error(`Unknown library [${name}]; known are alien, preact, reactively`);
  }
}
