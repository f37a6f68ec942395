/**
 * Formats values of the observed program without executing its code, and redacts what looks like a secret.
 */
@NullMarked
package dev.observatory.agent.value;

import org.jspecify.annotations.NullMarked;
