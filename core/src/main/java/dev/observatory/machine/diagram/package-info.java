/**
 * Diagrams of state machines: Mermaid, Graphviz DOT, PlantUML and SCXML.
 *
 * <p>Not exported. Each format is one class that writes a {@link dev.observatory.machine.diagram.StateDiagram}, the input
 * that {@code dev.observatory.machine} builds from a compiled definition. Depends on the JDK alone.
 */
@NullMarked
package dev.observatory.machine.diagram;

import org.jspecify.annotations.NullMarked;
