/**
 * A program that is observed and watched for minutes on end: what it needs must not grow, and every event must be accounted for.
 * {@code Soak} starts it and judges; {@code SoakedProgram} is the program.
 */
@NullMarked
package dev.observatory.bench.soak;

import org.jspecify.annotations.NullMarked;
