package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.aop.SpringProxy;

/** Machines of classes that frameworks generate: with a constructor, without one, with copied fields, and in front of another machine. */
class MachineProxyTest {
    private static final String ADVICE =
            "; keep machines out of proxies: create them with new, and apply what is proxied, such as transactions or scopes, to an"
                    + " object that holds the machine";

    /** As an application declares it. */
    public static class Lamp extends Machine {
        final State off = initial("OFF"), on = state("ON");
        final Trigger toggle = trigger(off.to(on), on.to(off));

        /** What a proxy would intercept. */
        public String label() {
            return "lamp";
        }
    }

    private static Class<? extends Lamp> generated(String name, Class<?>... interfaces) {
        return new ByteBuddy()
                .subclass(Lamp.class)
                .name(Lamp.class.getName() + name)
                .implement(interfaces)
                .method(ElementMatchers.named("label"))
                .intercept(FixedValue.value("proxied"))
                .make()
                .load(Lamp.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
                .getLoaded();
    }

    /** As Objenesis does: by the constructor of Object. */
    private static <T> T withoutConstructor(Class<T> type) throws ReflectiveOperationException {
        Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
        Object reflection = factory.getMethod("getReflectionFactory").invoke(null);
        Constructor<?> constructor =
                (Constructor<?>) factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                        .invoke(reflection, type, Object.class.getDeclaredConstructor());
        return type.cast(constructor.newInstance());
    }

    private static Map<String, ThrowingCallable> uses(Lamp lamp) {
        MachineSnapshot snapshot = new Lamp().snapshot();
        return Map.ofEntries(
                Map.entry("start", lamp::start),
                Map.entry("state", lamp::state),
                Map.entry("states", lamp::states),
                Map.entry("triggers", lamp::triggers),
                Map.entry("activeStates", lamp::activeStates),
                Map.entry("isFinished", lamp::isFinished),
                Map.entry("permitted", lamp::permitted),
                Map.entry("state by name", () -> lamp.state("ON")),
                Map.entry("trigger by name", () -> lamp.trigger("toggle")),
                Map.entry("new state", lamp::newState),
                Map.entry("initial", lamp::initial),
                Map.entry("new trigger", () -> lamp.trigger()),
                Map.entry("isIn", () -> lamp.isIn(lamp.on)),
                Map.entry("set", () -> lamp.set(lamp.on)),
                Map.entry("explain", () -> lamp.explain(lamp.toggle)),
                Map.entry("updated", lamp::updated),
                Map.entry("transitions", lamp::transitions),
                Map.entry("render", lamp::render),
                Map.entry("toMermaid", lamp::toMermaid),
                Map.entry("toDot", lamp::toDot),
                Map.entry("toPlantUml", lamp::toPlantUml),
                Map.entry("toScxml", lamp::toScxml),
                Map.entry("snapshot", lamp::snapshot),
                Map.entry("restore", () -> lamp.restore(snapshot)));
    }

    @Test
    void aProxyThatWasCreatedWithoutAConstructorSaysSoWhateverIsUsed() throws Exception {
        Class<? extends Lamp> type = generated("$$SpringCGLIB$$0");
        Lamp proxy = withoutConstructor(type);

        assertThat(proxy.label()).isEqualTo("proxied");
        assertThat(uses(proxy)).allSatisfy((name, use) -> assertThatExceptionOfType(MachineProxyException.class)
                .as(name)
                .isThrownBy(use)
                .withMessage("Machine [Lamp] in the form of the generated class [" + type.getName()
                        + "] has no states: it was created without calling a constructor, and its final methods and fields are not"
                        + " those of the machine that it stands for" + ADVICE));
        assertThat(proxy).hasToString("Lamp (without states)");
    }

    @Test
    void soDoesAMachineThatALibraryCreatesWithoutItsConstructor() throws Exception {
        Lamp lamp = withoutConstructor(Lamp.class);

        assertThatExceptionOfType(MachineProxyException.class)
                .isThrownBy(lamp::state)
                .withMessage(
                        "Machine [Lamp] has no states: it was created without calling a constructor, and its final methods and"
                                + " fields are not those of the machine that it stands for" + ADVICE);
    }

    @Test
    void elementsOfAnotherMachineDoNotHideTheReason() throws Exception {
        Lamp proxy = withoutConstructor(generated("$$EnhancerByCGLIB$$1")), real = new Lamp();

        for (ThrowingCallable use : List.<ThrowingCallable>of(
                () -> proxy.isIn(real.on), () -> proxy.set(real.on), () -> proxy.explain(real.toggle))) {
            assertThatExceptionOfType(MachineProxyException.class).isThrownBy(use);
        }
    }

    @Test
    void aProxyInFrontOfAnotherMachineIsNotASecondMachine() throws Exception {
        Class<? extends Lamp> type = generated("$$SpringCGLIB$$2", SpringProxy.class);
        Lamp proxy = type.getDeclaredConstructor().newInstance();

        assertThatExceptionOfType(MachineProxyException.class)
                .isThrownBy(proxy.toggle::fire)
                .withMessage("Machine [Lamp] in the form of the generated class [" + type.getName()
                        + "] is a proxy [org.springframework.aop.SpringProxy] with states of its own: its final methods and fields are"
                        + " not those of the machine that it stands for" + ADVICE);
        assertThatExceptionOfType(MachineProxyException.class).isThrownBy(proxy::toDot);
    }

    @Test
    void aCopyOfTheFieldsOfAMachineIsNotThatMachine() throws Exception {
        Lamp real = new Lamp();
        Lamp spy = withoutConstructor(generated("$MockitoMock$3"));
        for (Class<?> type = Lamp.class; type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    field.set(spy, field.get(real));
                }
            }
        }

        assertThatExceptionOfType(MachineProxyException.class)
                .isThrownBy(spy::state)
                .withMessageContaining("has the states of another machine, whose fields were copied to it" + ADVICE);
        assertThatCode(real.toggle::fire).doesNotThrowAnyException();
    }

    @Test
    void aGeneratedSubclassWhoseConstructorRanIsAMachineLikeAnyOther() throws Exception {
        Lamp lamp = generated("$$EnhancerByGuice$$4").getDeclaredConstructor().newInstance();

        lamp.toggle.fire();

        assertThat(lamp.label()).isEqualTo("proxied");
        assertThat(lamp.state()).isSameAs(lamp.on).hasToString("ON");
        assertThat(lamp.toggle).hasToString("toggle");
        assertThat(lamp.name()).isEqualTo("Lamp");
        assertThat(lamp.toMermaid()).isEqualTo(new Lamp().toMermaid());
        assertThat(lamp.snapshot()).isEqualTo(afterToggle().snapshot());
    }

    private static Lamp afterToggle() {
        Lamp lamp = new Lamp();
        lamp.toggle.fire();
        return lamp;
    }
}
