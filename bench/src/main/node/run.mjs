// Runs one shape with one library in this process: node run.mjs LIBRARY SHAPE WARM-UP-MILLIS
// Prints the fastest run in milliseconds (the least number of bytes, if the shape is memory:NODE), a space, and what it came to.
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
    const { millis, came } = run();
    best = Math.min(best, millis);
    result = came;
  }
  return `${best} ${result}`;
}

function timed(work) {
  return () => {
    const began = performance.now();
    const came = work();
    return { millis: performance.now() - began, came };
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
      let came;
      for (let i = 0; i < 10; i++) {
        const run = cellx(Number(size), lib);
        millis += run.millis;
        came = run.result;
      }
      return { millis, came };
    }),
  );
} else if (kind === "create") {
  console.log(
    fastest(10, () => {
      const began = performance.now();
      const { dispose, size: came } = creation(size, lib);
      const millis = performance.now() - began;
      dispose();
      return { millis, came };
    }),
  );
} else if (kind === "update") {
  const { made: run } = lib.build(() => updating(size, lib));
  let last = 0;
  console.log(
    fastest(10, () => {
      const { millis, came } = timed(run)();
      last = came;
      return { millis, came: "any" };
    }),
  );
} else if (kind === "memory") {
  console.log(fastest(3, () => weigh(size, lib)));
} else {
  const { made: run } = lib.build(() => layered(size, lib));
  console.log(
    fastest(5, () => {
      const { millis, came } = timed(run)();
      return { millis, came: `${came.sum}/${came.runs}` };
    }),
  );
}
