// The compared graphs. Each shape is built once and returns its iteration, whose result is verified.

function avoidable({ value, derived, effect, get, set, batch }) {
  const head = value(0);
  const c1 = derived(() => get(head));
  const c2 = derived(() => { get(c1); return 0; });
  const c3 = derived(() => get(c2) + 1);
  const c4 = derived(() => get(c3) + 2);
  const c5 = derived(() => get(c4) + 3);
  effect(() => { get(c5); });
  return () => {
    batch(() => set(head, 1));
    let sum = 0;
    for (let i = 0; i < 1000; i++) {
      batch(() => set(head, i));
      sum += get(c5);
    }
    return sum; // 6,000
  };
}

function broad({ value, derived, effect, get, set, batch }) {
  const head = value(0);
  let last = head;
  for (let i = 0; i < 50; i++) {
    const a = derived(() => get(head) + i);
    const b = derived(() => get(a) + 1);
    effect(() => { get(b); });
    last = b;
  }
  return () => {
    batch(() => set(head, 1));
    let sum = 0;
    for (let i = 0; i < 50; i++) {
      batch(() => set(head, i));
      sum += get(last);
    }
    return sum; // each i + 50
  };
}

function deep({ value, derived, effect, get, set, batch }) {
  const head = value(0);
  let end = head;
  for (let i = 0; i < 50; i++) {
    const before = end;
    end = derived(() => get(before) + 1);
  }
  effect(() => { get(end); });
  return () => {
    batch(() => set(head, 1));
    let sum = 0;
    for (let i = 0; i < 50; i++) {
      batch(() => set(head, i));
      sum += get(end);
    }
    return sum; // each 50 + i
  };
}

function diamond({ value, derived, effect, get, set, batch }) {
  const head = value(0);
  const row = [];
  for (let i = 0; i < 5; i++) {
    row.push(derived(() => get(head) + 1));
  }
  const total = derived(() => {
    let sum = 0;
    for (const each of row) {
      sum += get(each);
    }
    return sum;
  });
  effect(() => { get(total); });
  return () => {
    batch(() => set(head, 1));
    let sum = 0;
    for (let i = 0; i < 500; i++) {
      batch(() => set(head, i));
      sum += get(total);
    }
    return sum; // each (i + 1) * 5
  };
}

function mux({ value, derived, effect, get, set, batch }) {
  const heads = Array.from({ length: 100 }, () => value(0));
  const all = derived(() => heads.map(get));
  const picked = heads.map((_, i) => derived(() => get(all)[i]));
  const ends = picked.map((each) => derived(() => get(each) + 1));
  for (const end of ends) {
    effect(() => { get(end); });
  }
  return () => {
    let sum = 0;
    for (let i = 0; i < 10; i++) {
      batch(() => set(heads[i], i));
      sum += get(ends[i]);
    }
    for (let i = 0; i < 10; i++) {
      batch(() => set(heads[i], i * 2));
      sum += get(ends[i]);
    }
    return sum; // i + 1, then 2i + 1
  };
}

function repeated({ value, derived, effect, get, set, batch }) {
  const head = value(0);
  const total = derived(() => {
    let sum = 0;
    for (let i = 0; i < 30; i++) {
      sum += get(head);
    }
    return sum;
  });
  effect(() => { get(total); });
  return () => {
    batch(() => set(head, 1));
    let sum = 0;
    for (let i = 0; i < 100; i++) {
      batch(() => set(head, i));
      sum += get(total);
    }
    return sum; // each 30 * i
  };
}

function triangle({ value, derived, effect, get, set, batch }) {
  const head = value(0);
  const row = [head];
  for (let i = 1; i < 10; i++) {
    const before = row[i - 1];
    row.push(derived(() => get(before) + 1));
  }
  const total = derived(() => {
    let sum = 0;
    for (const each of row) {
      sum += get(each);
    }
    return sum;
  });
  effect(() => { get(total); });
  return () => {
    batch(() => set(head, 1));
    let sum = 0;
    for (let i = 0; i < 100; i++) {
      batch(() => set(head, i));
      sum += get(total);
    }
    return sum; // each 10 * i + 45
  };
}

function unstable({ value, derived, effect, get, set, batch }) {
  const head = value(0);
  const double = derived(() => get(head) * 2);
  const inverse = derived(() => -get(head));
  const total = derived(() => {
    let sum = 0;
    for (let i = 0; i < 20; i++) {
      sum += get(head) % 2 ? get(double) : get(inverse);
    }
    return sum;
  });
  effect(() => { get(total); });
  return () => {
    batch(() => set(head, 1));
    let sum = 0;
    for (let i = 0; i < 100; i++) {
      batch(() => set(head, i));
      sum += get(total);
    }
    return sum; // 40 * i for odd i, -20 * i for even ones
  };
}

export const loops = { avoidable, broad, deep, diamond, mux, repeated, triangle, unstable };

/** Builds new graphs of layers of four properties; measures reading, writing and reading again. */
export function cellx(layers, { value, derived, effect, get, set, batch, build }) {
  const { made, dispose } = build(() => {
    const start = [value(1), value(2), value(3), value(4)];
    let layer = start;
    for (let i = 0; i < layers; i++) {
      const [p1, p2, p3, p4] = layer;
      layer = [
        derived(() => get(p2)),
        derived(() => get(p1) - get(p3)),
        derived(() => get(p2) + get(p4)),
        derived(() => get(p3)),
      ];
      for (const each of layer) {
        effect(() => { get(each); });
      }
    }
    return { start, end: layer };
  });
  const { start, end } = made;
  const began = performance.now();
  const before = end.map(get);
  batch(() => {
    set(start[0], 4);
    set(start[1], 3);
    set(start[2], 2);
    set(start[3], 1);
  });
  const after = end.map(get);
  const millis = performance.now() - began;
  dispose();
  return { millis, result: `[${before}]->[${after}]` };
}

const NODES = 100_000;

/** Creates sources and computed nodes, each of which reads some of the sources. */
export function creation(kind, { value, derived, effect, get, build }) {
  const { dispose, made } = build(() => {
    if (kind === "sources") {
      const sources = new Array(NODES);
      for (let i = 0; i < NODES; i++) {
        sources[i] = value(i);
      }
      return sources;
    }
    const [left, right] = kind.split("-to-").map(Number);
    const sources = [];
    const count = right === 1 ? NODES : NODES / right;
    for (let i = 0; i < count; i++) {
      sources.push(value(i));
    }
    for (let i = 0; i < sources.length; i += left) {
      for (let j = 0; j < right; j++) {
        const node = sumOf(sources, i, left, derived, get);
        effect(() => { get(node); });
      }
    }
    return sources;
  });
  const size = made.length;
  return { dispose, size };
}

function sumOf(sources, from, count, derived, get) {
  if (count === 1) {
    const only = sources[from];
    return derived(() => get(only));
  }
  if (count === 2) {
    const first = sources[from];
    const second = sources[from + 1];
    return derived(() => get(first) + get(second));
  }
  const read = sources.slice(from, from + count);
  return derived(() => {
    let sum = 0;
    for (let i = 0; i < read.length; i++) {
      sum += get(read[i]);
    }
    return sum;
  });
}

/** Measures writes to a small graph with an effect on each computed node. */
export function updating(kind, { value, derived, effect, get, set, batch }) {
  const [left, right] = kind.split("-to-").map(Number);
  const sources = Array.from({ length: left }, (_, i) => value(i));
  const nodes = Array.from({ length: right }, () => sumOf(sources, 0, left, derived, get));
  for (const node of nodes) {
    effect(() => { get(node); });
  }
  const writes = Math.max(10_000, 400_000 / (left * right));
  let number = 0;
  return () => {
    for (let i = 0; i < writes; i++) {
      batch(() => set(sources[0], ++number & 1023));
    }
    return nodes.reduce((sum, node) => sum + get(node), 0);
  };
}

class Draws {
  a = 246123560;
  b = 2434935956 | 0;
  c = 752727108;
  d = 913990249;

  next() {
    let t = (this.a + this.b) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.d = (this.d + 1) | 0;
    t = (t + this.d) | 0;
    this.c = (this.c + t) | 0;
    return (t >>> 0) / 4294967296;
  }
}

export const layeredSizes = {
  "10x5": [10, 5, 1, 2, 0.2, 600_000, 19199968, 3480000],
  "10x10": [10, 10, 0.75, 6, 0.2, 15_000, 302310782860, 1155000],
  "1000x12": [1000, 12, 0.95, 4, 1, 7_000, 29355933696000, 1463000],
  "1000x5": [1000, 5, 1, 25, 1, 3_000, 1171484375000, 732000],
  "5x500": [5, 500, 1, 3, 1, 500, 3.0239642676898464e241, 1246500],
  "100x15": [100, 15, 0.5, 6, 1, 2_000, 15664996402790400, 1078000],
};

export function layered(size, { value, derived, effect, get, set, batch }) {
  const [width, layers, fixed, reads, share, iterations] = layeredSizes[size];
  const counter = { runs: 0 };
  const draws = new Draws();
  const sources = Array.from({ length: width }, (_, i) => value(i));
  let row = sources;
  for (let layer = 1; layer < layers; layer++) {
    const before = row;
    row = before.map((_, j) => {
      const inputs = Array.from({ length: reads }, (_, k) => before[(j + k) % width]);
      if (draws.next() < fixed) {
        return derived(() => {
          counter.runs++;
          let sum = 0;
          for (const input of inputs) {
            sum += get(input);
          }
          return sum;
        });
      }
      const first = inputs[0];
      const tail = inputs.slice(1);
      return derived(() => {
        counter.runs++;
        let sum = get(first);
        const drops = sum & 1;
        const dropped = sum % tail.length;
        for (let i = 0; i < tail.length; i++) {
          if (!(drops && i === dropped)) {
            sum += get(tail[i]);
          }
        }
        return sum;
      });
    });
  }
  const leaves = [...row];
  const choices = new Draws();
  const removed = Math.round(width * (1 - share));
  for (let i = 0; i < removed; i++) {
    leaves.splice(Math.floor(choices.next() * leaves.length), 1);
  }
  effect(() => {
    for (const leaf of leaves) {
      get(leaf);
    }
  });
  return () => {
    counter.runs = 0;
    for (let i = 0; i < iterations; i++) {
      const at = i % width;
      batch(() => set(sources[at], i + at));
      for (const leaf of leaves) {
        get(leaf);
      }
    }
    return { sum: leaves.reduce((total, leaf) => total + get(leaf), 0), runs: counter.runs };
  };
}

/** Measures the size of nodes: the growth of the heap in bytes per node. Built without a scope, which would hold a link to each. */
export function weigh(what, { value, derived, effect, get }) {
  const count = 100_000;
  const made = new Array(count).fill(null);
  const make = {
    value: () => value(1),
    derived: () => {
      const source = value(1);
      const node = derived(() => get(source));
      get(node);
      return node;
    },
    effect: () => {
      const source = value(1);
      const node = derived(() => get(source));
      effect(() => { get(node); });
      return node;
    },
  }[what];
  make();
  gc();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < count; i++) {
    made[i] = make();
  }
  gc();
  const bytes = (process.memoryUsage().heapUsed - before) / count;
  return { millis: bytes, output: made.length };
}
