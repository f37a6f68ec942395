/**
 * Class file transformers: weave classes when they are loaded or retransformed, and report the outcome. The
 * {@link dev.observatory.agent.transform.WeavingTransformer} rules out almost all classes; the others go through the
 * {@link dev.observatory.agent.transform.WeavingPipeline}.
 */
@NullMarked
package dev.observatory.agent.transform;

import org.jspecify.annotations.NullMarked;
