package dev.observatory.junit;

import dev.observatory.agent.ObservatoryAgent;
import dev.observatory.hook.SubscriptionGroup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link Observatory} does. Uses only what JUnit 5 and 6 both have. */
final class ObservatoryExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ObservatoryExtension.class);

    ObservatoryExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        ObservatoryAgent.install();
        open(context, TestScope.ofClass(context.getRequiredTestClass()));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        ObservatoryAgent.install();
        boolean hasOwnInstance =
                context.getTestInstanceLifecycle().orElse(Lifecycle.PER_METHOD) == Lifecycle.PER_METHOD;
        open(context, TestScope.ofTest(context.getRequiredTestClass(), hasOwnInstance));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close(context);
    }

    private static void open(ExtensionContext context, TestScope scope) {
        context.getStore(NAMESPACE).put(context.getUniqueId(), scope);
    }

    private static void close(ExtensionContext context) {
        TestScope scope = context.getStore(NAMESPACE).remove(context.getUniqueId(), TestScope.class);
        if (scope != null) {
            scope.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SubscriptionGroup.class && scopeOf(context) != null;
    }

    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestScope scope = scopeOf(context);
        return scope == null ? null : scope.group();
    }

    private static @Nullable TestScope scopeOf(ExtensionContext context) {
        for (ExtensionContext around = context;
                around != null;
                around = around.getParent().orElse(null)) {
            TestScope scope = around.getStore(NAMESPACE).get(around.getUniqueId(), TestScope.class);
            if (scope != null) {
                return scope;
            }
        }
        return null;
    }
}
