/** What woven code costs: benchmarks of call sites, calls, field writes, linking and scanning. */
package dev.observatory.bench.woven;
