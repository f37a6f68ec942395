/**
 * Jar census: a plain program with real input, observed from outside.
 *
 * <p>The pipeline ({@code CensusTaker}, {@code JarScanner}, {@code ClassParser}, {@code Census}) reads jars and prints
 * nothing; {@code CensusReport} formats the result. The live output comes from {@code CensusDisplay}, an observer of the
 * pipeline's tagged methods and fields, which {@link dev.observatory.demo.JarCensus} connects if the Observatory agent is
 * active.
 */
@NullMarked
package dev.observatory.demo;

import org.jspecify.annotations.NullMarked;
