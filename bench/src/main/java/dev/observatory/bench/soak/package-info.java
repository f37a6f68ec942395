/**
 * The soak test, run by {@code scripts/prove soak}: a program is observed and watched for minutes; its heap must not grow, and
 * every event must be accounted for. {@code Soak} starts the program and evaluates the run; {@code SoakedProgram} is the
 * program.
 */
@NullMarked
package dev.observatory.bench.soak;

import org.jspecify.annotations.NullMarked;
