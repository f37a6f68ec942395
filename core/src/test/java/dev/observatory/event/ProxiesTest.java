package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.observatory.attribute.Attribute;
import dev.observatory.attribute.Attributes;
import dev.observatory.attribute.ObservableAttr;
import dev.observatory.machine.MachineState;
import dev.observatory.machine.ObservedMachineClass;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.SuperMethodCall;
import net.bytebuddy.implementation.attribute.MethodAttributeAppender;
import net.bytebuddy.matcher.ElementMatchers;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.TargetSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.target.HotSwappableTargetSource;
import org.springframework.cglib.proxy.Enhancer;
import org.springframework.cglib.proxy.MethodInterceptor;
import org.springframework.cglib.proxy.NoOp;

/** Objects and classes that frameworks generate in front of those of the program. */
class ProxiesTest {

    /** What a JDK proxy implements. */
    public interface Payments {
        int pay(int amount);

        default int payTwice(int amount) {
            return 2 * pay(amount);
        }
    }

    /** A generic interface, whose implementation has a bridge method. */
    public interface Handler<T> {
        void handle(T message);
    }

    /** As a program declares it. */
    public static class Service implements Payments, Handler<String> {
        @ObservableAttr
        int balance;

        @MachineState
        String state = "NEW";

        @Event
        @Override
        public int pay(int amount) {
            balance += amount;
            return balance;
        }

        @Event
        @Override
        public void handle(String message) {}

        @MachineState.Transition(to = "CLOSED")
        public void close() {
            state = "CLOSED";
        }
    }

    /** Overrides an event by another one. */
    public static class Special extends Service {
        @Event
        @Override
        public int pay(int amount) {
            return amount;
        }
    }

    /** Has an event with code in an interface. */
    public interface Greeter {
        @Event
        default String greet() {
            return "hello";
        }
    }

    private static final EventPoint PAY = Events.of(Service.class, "pay");
    private static final Attribute<Integer> BALANCE = Attributes.of(Service.class, "balance");

    private static Service cglib() {
        Enhancer enhancer = new Enhancer();
        enhancer.setSuperclass(Service.class);
        enhancer.setCallback((MethodInterceptor) (object, method, args, call) -> call.invokeSuper(object, args));
        return (Service) enhancer.create();
    }

    private static Service noOp() {
        return (Service) Enhancer.create(Service.class, NoOp.INSTANCE);
    }

    /** Copies annotations, as Mockito does. */
    private static Service byteBuddy(String name) {
        try {
            return new ByteBuddy()
                    .subclass(Service.class)
                    .name(Service.class.getName() + name)
                    .method(ElementMatchers.named("pay"))
                    .intercept(SuperMethodCall.INSTANCE)
                    .attribute(MethodAttributeAppender.ForInstrumentedMethod.INCLUDING_RECEIVER)
                    .make()
                    .load(Service.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
                    .getLoaded()
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("the proxy", impossible);
        }
    }

    private static void assertStandsForItsClass(Service generated) {
        Class<?> type = generated.getClass();
        assertThat(type).isNotSameAs(Service.class);
        assertThat(Events.of(type, "pay")).isSameAs(PAY);
        assertThat(Events.of(type, "pay", int.class)).isSameAs(PAY);
        assertThat(Events.of(generated::pay)).isSameAs(PAY.bind(generated)).isNotSameAs(PAY);
        assertThat(Attributes.of(type, "balance")).isSameAs(BALANCE);
        assertThat(BALANCE.bind(generated)).isNotSameAs(BALANCE);
        assertThat(ObservedMachineClass.of(type)).isSameAs(ObservedMachineClass.of(Service.class));
    }

    @Nested
    class Subclasses {
        @Test
        void ofCglibStandForTheirSuperclass() {
            assertStandsForItsClass(cglib());
            assertStandsForItsClass(noOp());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "$ByteBuddy$1a",
                    "$HibernateProxy$1a",
                    "$MockitoMock$12",
                    "_$$_jvstb54_0",
                    "$Proxy$_$$_WeldSubclass",
                    "$$OwbInterceptProxy0",
                    "$$EnhancerByGuice$$12",
                    "$$SpringCGLIB$$0",
                    "_Subclass",
                    "_ClientProxy"
                })
        void withNamesOfGeneratorsStandForTheirSuperclassAlsoIfAnnotationsWereCopied(String name) {
            assertStandsForItsClass(byteBuddy(name));
        }

        @Test
        void thatAProgramDeclaresAreThemselves() {
            Service special = new Special();

            assertThat(Events.of(Special.class, "pay")).isNotSameAs(PAY);
            assertThat(Events.of(special::pay))
                    .isSameAs(Events.of(Special.class, "pay").bind(special));
        }

        @Test
        void areNamedTogetherWithTheirClassIfThereIsNoSuchEvent() {
            Class<?> type = byteBuddy("$ByteBuddy$2b").getClass();

            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> Events.of(type, "refund"))
                    .withMessage("Class [" + type.getName() + "], generated from class [" + Service.class.getName()
                            + "], has no event [refund]; its events are [handle(String), pay(int)]");
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> Attributes.of(type, "limit"))
                    .withMessageStartingWith("Class [" + type.getName() + "], generated from class ["
                            + Service.class.getName() + "], has no observable attribute [limit]");
        }
    }

    @Nested
    class SpringProxies {
        private final Service target = new Service();

        private Object proxy(boolean ofClass) {
            ProxyFactory factory = new ProxyFactory(target);
            factory.setProxyTargetClass(ofClass);
            return factory.getProxy();
        }

        private void assertStandsForItsTarget(Payments proxy) {
            assertThat(PAY.bind(proxy)).isSameAs(PAY.bind(target));
            assertThat(Events.of(proxy::pay)).isSameAs(PAY.bind(target));
            assertThat(BALANCE.bind(proxy)).isSameAs(BALANCE.bind(target));
        }

        @Test
        void ofAClassStandForTheirTarget() {
            Service proxy = (Service) proxy(true);

            assertStandsForItsTarget(proxy);
            assertThat(Events.of(proxy.getClass(), "pay")).isSameAs(PAY);
            assertThat(Attributes.of(proxy.getClass(), "balance")).isSameAs(BALANCE);
        }

        @Test
        void ofInterfacesStandForTheirTarget() {
            Payments proxy = (Payments) proxy(false);

            assertThat(Proxy.isProxyClass(proxy.getClass())).isTrue();
            assertStandsForItsTarget(proxy);
        }

        @Test
        void ofProxiesStandForTheLastTarget() {
            ProxyFactory factory = new ProxyFactory(proxy(true));
            factory.setProxyTargetClass(true);

            assertStandsForItsTarget((Service) factory.getProxy());
        }

        @Test
        void ofChangingTargetsSaySo() {
            ProxyFactory factory = new ProxyFactory();
            factory.setTargetSource(new HotSwappableTargetSource(target));
            factory.setProxyTargetClass(true);
            Object proxy = factory.getProxy();

            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> PAY.bind(proxy))
                    .withMessage("Object of class [" + proxy.getClass().getName()
                            + "] is a proxy [org.springframework.aop.framework.Advised] of class ["
                            + Service.class.getName()
                            + "], and the object behind it may be another one for each call; use that"
                            + " object itself, or observe all objects of its class");
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> BALANCE.bind(proxy));
        }

        @Test
        void thatHideTheirTargetSaySo() {
            ProxyFactory factory = new ProxyFactory(target);
            factory.setOpaque(true);
            factory.setProxyTargetClass(true);
            Service proxy = (Service) factory.getProxy();

            assertThat(Events.of(proxy.getClass(), "pay")).isSameAs(PAY);
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> Events.of(proxy::pay))
                    .withMessageContaining("is a proxy [org.springframework.aop.SpringProxy] of class ["
                            + Service.class.getName() + "], and the object behind it cannot be found");
        }

        @Test
        void whoseTargetCannotBeCreatedSayWhy() {
            ProxyFactory factory = new ProxyFactory();
            AtomicBoolean isInScope = new AtomicBoolean(true);
            factory.setTargetSource(new TargetSource() {
                @Override
                public Class<?> getTargetClass() {
                    return Service.class;
                }

                @Override
                public boolean isStatic() {
                    return true;
                }

                @Override
                public Object getTarget() {
                    if (isInScope.get()) {
                        return target;
                    }
                    throw new IllegalStateException("no scope");
                }
            });
            factory.setProxyTargetClass(true);
            Object proxy = factory.getProxy();
            isInScope.set(false);

            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> PAY.bind(proxy))
                    .withMessageContaining("cannot be found [java.lang.IllegalStateException: no scope]")
                    .withCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Nested
    class HibernateProxies {
        private final Service target = new Service();

        private Service proxy(boolean isInitialized) throws ReflectiveOperationException {
            LazyInitializer initializer = new LazyInitializer() {
                @Override
                public boolean isUninitialized() {
                    return !isInitialized;
                }

                @Override
                public Object getImplementation() {
                    if (!isInitialized) {
                        throw new AssertionError("must not be loaded");
                    }
                    return target;
                }
            };
            return new ByteBuddy()
                    .subclass(Service.class)
                    .name(Service.class.getName() + "$HibernateProxy$" + isInitialized)
                    .implement(HibernateProxy.class)
                    .method(ElementMatchers.named("getHibernateLazyInitializer"))
                    .intercept(MethodCall.call(() -> initializer))
                    .make()
                    .load(Service.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
                    .getLoaded()
                    .getDeclaredConstructor()
                    .newInstance();
        }

        @Test
        void standForTheEntity() throws ReflectiveOperationException {
            Service proxy = proxy(true);

            assertThat(Events.of(proxy::pay)).isSameAs(PAY.bind(target));
            assertThat(BALANCE.bind(proxy)).isSameAs(BALANCE.bind(target));
        }

        @Test
        void areNotInitialized() throws ReflectiveOperationException {
            Service proxy = proxy(false);

            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> Events.of(proxy::pay))
                    .withMessageContaining(
                            "is a proxy [org.hibernate.proxy.HibernateProxy] of class ["
                                    + Service.class.getName()
                                    + "], and the object behind it is not loaded yet: initialize the proxy first; use that object");
        }
    }

    @Nested
    class JdkProxies {
        private final Payments proxy = (Payments) Proxy.newProxyInstance(
                Service.class.getClassLoader(), new Class<?>[] {Payments.class}, (object, method, args) -> 1);
        private final String name = proxy.getClass().getName();

        @Test
        void ofUnknownTargetsSayWhatTheyAre() {
            String message = "Object of class [" + name + "] is a JDK proxy of [" + Payments.class.getName()
                    + "], and the object behind it cannot be found; use that object itself, or observe all objects of its class";

            List<Supplier<?>> lookups =
                    List.of(() -> Events.of(proxy::pay), () -> PAY.bind(proxy), () -> BALANCE.bind(proxy));
            assertThat(lookups).allSatisfy(lookup -> assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(lookup::get)
                    .withMessage(message));
        }

        @Test
        void haveNoEventsAttributesAndStatesOfTheirOwn() {
            Class<?> type = proxy.getClass();
            String subject = "Class [" + name + "], a JDK proxy of [" + Payments.class.getName() + "], has no ";

            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> Events.of(type, "pay"))
                    .withMessage(subject + "event [pay]; use the class of the object behind the proxy");
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> Attributes.of(type, "balance"))
                    .withMessage(
                            subject + "observable attribute [balance]; use the class of the object behind the proxy");
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> ObservedMachineClass.of(type))
                    .withMessage(subject + "field tagged @MachineState; use the class of the object behind the proxy");
        }

        @Test
        void mayRunDefaultMethodsThemselves() {
            Greeter greeter = (Greeter) Proxy.newProxyInstance(
                    Greeter.class.getClassLoader(), new Class<?>[] {Greeter.class}, (object, method, args) -> "hi");
            EventPoint greet = Events.of(Greeter.class, "greet");

            assertThat(Events.of(greeter::greet)).isSameAs(greet.bind(greeter));
        }
    }

    @Nested
    class ReferencesThroughAnInterface {
        @Test
        void findTheEventOfTheObject() {
            Payments payments = new Service();

            assertThat(Events.of(payments::pay)).isSameAs(PAY.bind(payments));
        }

        @Test
        void findItBehindABridgeMethod() {
            Handler<String> handler = new Service();

            assertThat(Events.<String>of(handler::handle))
                    .isSameAs(Events.of(Service.class, "handle").bind(handler));
        }
    }
}
