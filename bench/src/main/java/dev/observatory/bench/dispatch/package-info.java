/** One payload to several observers: ours, what others offer for it, and the loop over an array that nobody can beat. */
package dev.observatory.bench.dispatch;
