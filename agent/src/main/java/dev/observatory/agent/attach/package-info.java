/**
 * Sessions of attached tools: weave, watch, detach.
 */
@NullMarked
package dev.observatory.agent.attach;

import org.jspecify.annotations.NullMarked;
