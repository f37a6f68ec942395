/**
 * Jar census: a plain program on real input, observed from outside.
 *
 * <p>The pipeline ({@code CensusTaker}, {@code JarScanner}, {@code ClassParser}, {@code Census}) reads jars and shows
 * nothing; {@code CensusReport} says what is in them. What people see while it runs comes from {@code CensusDisplay}, an
 * observer of the pipeline's tagged methods and fields, which {@link dev.observatory.demo.JarCensus} connects when the
 * Observatory agent is there.
 */
@NullMarked
package dev.observatory.demo;

import org.jspecify.annotations.NullMarked;
