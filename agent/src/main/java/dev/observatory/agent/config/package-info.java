/**
 * The configuration of the agent: arguments, system properties, environment and files, parsed into immutable records.
 */
@NullMarked
package dev.observatory.agent.config;

import org.jspecify.annotations.NullMarked;
