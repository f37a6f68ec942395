/**
 * Class file transformers: what is woven at load time and by retransformation, and the report about it.
 */
@NullMarked
package dev.observatory.agent.transform;

import org.jspecify.annotations.NullMarked;
