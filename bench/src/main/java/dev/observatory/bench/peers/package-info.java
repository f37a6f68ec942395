/** One woven call beside what others do for one; each in forks of its own, started with its own agent. */
package dev.observatory.bench.peers;
