package dev.observatory.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tags a test class, or a test, whose code is to be observed: the agent is loaded once into the JVM that runs the tests, unless it
 * is already active, and subscriptions of a test are closed when the test is over.
 *
 * <pre>{@code
 * @Observatory
 * class ImporterTest {
 *     @Test
 *     void reportsWhatItImported() {
 *         List<Object> imported = new ArrayList<>();
 *         Events.of(Importer.class, "importAll").completed().connect(data -> imported.add(data.result()));
 *         …
 *     }
 * }
 * }</pre>
 *
 * <p>A test's subscriptions are those that the code of its class makes itself: in the test, in methods before and after each test,
 * in lambdas, in nested and super classes. Subscriptions of the observed code stay open. Subscriptions of methods before all tests are
 * closed after all. For code elsewhere that connects on a test's behalf, a test can have a parameter of type {@link
 * dev.observatory.hook.SubscriptionGroup}, which is closed with the test.
 *
 * <p>Settings come from system properties and environment variables, as with {@code -javaagent}. On JDK 21 and newer the JVM warns
 * of an agent that is loaded later; {@code -javaagent:observatory-agent.jar} or {@code -XX:+EnableDynamicAgentLoading} in the options
 * of the test JVM avoid that.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ObservatoryExtension.class)
public @interface Observatory {}
