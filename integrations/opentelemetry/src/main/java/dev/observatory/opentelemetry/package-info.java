/** Observed calls as spans of OpenTelemetry. */
@NullMarked
package dev.observatory.opentelemetry;

import org.jspecify.annotations.NullMarked;
