/**
 * The configuration of the agent: arguments, system properties, environment and files, parsed into
 * immutable records by {@link dev.observatory.agent.config.ConfigParser}.
 */
@NullMarked
package dev.observatory.agent.config;

import org.jspecify.annotations.NullMarked;
