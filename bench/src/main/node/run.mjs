// Runs one shape with one library in this process: node run.mjs LIBRARY SHAPE WARM-UP-MILLIS
// Prints the fastest run in milliseconds, or the lowest number of bytes for the shape memory:NODE, a space, and the computed result.
import { cellx, creation, layered, loops, updating, weigh } from "./shapes.mjs";
import { library } from "./libraries.mjs";

const [name, shape, warmUp] = process.argv.slice(2);
const lib = await library(name);
const [kind, size] = shape.split(":");

function fastest(runs, run) {
  const end = performance.now() + Number(warmUp);
  let least = 3;
  while (performance.now() < end || least > 0) {
    run();
    least--;
  }
  let best = Infinity;
  let result;
  for (let i = 0; i < runs; i++) {
    if (globalThis.gc) {
      gc();
    }
    const { millis, output } = run();
    best = Math.min(best, millis);
    result = output;
  }
  return `${best} ${result}`;
}

function timed(work) {
  return () => {
    const began = performance.now();
    const output = work();
    return { millis: performance.now() - began, output };
  };
}

if (kind === "loop") {
  const { made: iteration } = lib.build(() => loops[size](lib));
  console.log(
    fastest(10, timed(() => {
      let sum = 0;
      for (let i = 0; i < 500; i++) {
        sum += iteration();
      }
      return sum;
    })),
  );
} else if (kind === "cellx") {
  console.log(
    fastest(10, () => {
      let millis = 0;
      let output;
      for (let i = 0; i < 10; i++) {
        const run = cellx(Number(size), lib);
        millis += run.millis;
        output = run.result;
      }
      return { millis, output };
    }),
  );
} else if (kind === "create") {
  console.log(
    fastest(10, () => {
      const began = performance.now();
      const { dispose, size: output } = creation(size, lib);
      const millis = performance.now() - began;
      dispose();
      return { millis, output };
    }),
  );
} else if (kind === "update") {
  const { made: run } = lib.build(() => updating(size, lib));
  let last = 0;
  console.log(
    fastest(10, () => {
      const { millis, output } = timed(run)();
      last = output;
      return { millis, output: "any" };
    }),
  );
} else if (kind === "memory") {
  console.log(fastest(3, () => weigh(size, lib)));
} else {
  const { made: run } = lib.build(() => layered(size, lib));
  console.log(
    fastest(5, () => {
      const { millis, output } = timed(run)();
      return { millis, output: `${output.sum}/${output.runs}` };
    }),
  );
}
