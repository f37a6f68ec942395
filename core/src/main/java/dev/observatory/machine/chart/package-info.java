/**
 * Compiled state charts: what the machines of one definition share.
 *
 * <p>Not exported. {@code dev.observatory.machine} writes a {@link dev.observatory.machine.chart.DefinitionDraft};
 * {@link dev.observatory.machine.chart.ChartCompiler} checks it and compiles it to a
 * {@link dev.observatory.machine.chart.StateChart}, in which states, triggers and transitions are numbers; and
 * {@link dev.observatory.machine.chart.Planner} computes the states that a step leaves and enters. Everything here is a pure
 * function of the chart: nothing refers to a machine. Depends on the JDK alone.
 */
@NullMarked
package dev.observatory.machine.chart;

import org.jspecify.annotations.NullMarked;
