package dev.observatory.weave;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A place in woven code that knows no type of this library, as that code uses it: its tokens are {@link BridgedToken}s. A place with a
 * call site is an adapter around that of {@link Weave}; one without is an object of this class.
 *
 * @param site the place, as for code with access to the library
 */
record BridgedSite(NonIndySites.Site site) implements BooleanSupplier, Function<@Nullable Object[], @Nullable Object> {

    private static final MethodHandle WRAP =
            Handles.ofStatic(BridgedToken.class, "wrap", MethodType.methodType(Object.class, Object.class));

    /** Links a place as {@link AgentBridge#link} describes it. */
    static CallSite link(
            String bootstrap, MethodHandles.Lookup caller, String kind, MethodType type, Object[] details) {
        String first = (String) details[0];
        String second = (String) details[1];
        CallSite site =
                switch (bootstrap) {
                    case "method" -> Weave.method(caller, kind, type, first, second, (String) details[2]);
                    case "publisher" -> Weave.publisher(caller, kind, type, first, second, (String) details[2]);
                    case "transition" -> Weave.transition(caller, kind, type, first, second, (String) details[2]);
                    case "field" -> Weave.field(caller, kind, type, first, second, (int) details[2]);
                    default -> throw new IllegalArgumentException("No bootstrap method [" + bootstrap + "]");
                };
        return site instanceof ObservationSite observed
                ? new ConstantCallSite(MethodHandles.filterReturnValue(observed.dynamicInvoker(), WRAP))
                : site;
    }

    @Override
    public boolean getAsBoolean() {
        return site.isObserved();
    }

    /** Begins an observation at a place without a call site, given its operands. */
    @Override
    public @Nullable Object apply(@Nullable Object[] operands) {
        try {
            return BridgedToken.wrap(site.begin(operands));
        } catch (Throwable failure) {
            return NonIndySite.failed(site.link, failure);
        }
    }
}
