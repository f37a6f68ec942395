/** Runs programs and JMH in rounds, and what is needed to compare them on a noisy machine. */
package dev.observatory.bench.run;
