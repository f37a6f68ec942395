package com.acme;

import dev.observatory.attribute.Attributes;
import dev.observatory.attribute.ObservableAttr;
import dev.observatory.event.Event;
import dev.observatory.event.Events;
import dev.observatory.machine.MachineState;
import dev.observatory.machine.ObservedMachineClass;
import java.lang.reflect.Proxy;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.SuperMethodCall;
import net.bytebuddy.matcher.ElementMatchers;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.cglib.proxy.Enhancer;
import org.springframework.cglib.proxy.MethodInterceptor;

/** Objects in front of which frameworks put proxies, observed through what the program has in its hands. */
public final class Proxied {
    private Proxied() {}

    /** What a JDK proxy implements. */
    public interface Deposits {
        int deposit(int amount);
    }

    /** As a program declares it. */
    public static class Savings implements Deposits {
        @ObservableAttr
        private int balance;

        @MachineState
        private String state = "EMPTY";

        @Event
        @MachineState.Transition(to = "FILLED")
        @Override
        public int deposit(int amount) {
            balance += amount;
            state = "FILLED";
            return balance;
        }
    }

    public static void main(String[] args) throws Exception {
        ObservedMachineClass.of(Savings.class).updated().connect(step -> {
            if (step.target().getClass() == Savings.class) {
                System.out.println("  " + step);
            }
        });
        Savings target = new Savings();
        observe("spring class", (Savings) proxy(target, true), target);
        observe("spring interface", (Deposits) proxy(new Savings(), false), null);
        Savings enhanced = enhanced();
        observe("cglib", enhanced, enhanced);
        Savings generated = generated();
        observe("byte buddy", generated, generated);
        ObservedMachineClass.of(enhanced.getClass())
                .updated()
                .connect(step -> System.out.println("  transition of " + (step.target() == enhanced)));
        enhanced.deposit(1);
        Deposits plain = (Deposits) Proxy.newProxyInstance(
                Proxied.class.getClassLoader(), new Class<?>[] {Deposits.class}, (proxy, method, arguments) -> 0);
        try {
            Events.of(plain::deposit);
        } catch (IllegalArgumentException unknown) {
            System.out.println(unknown.getMessage().replaceFirst("class \\[[^]]*]", "class [_]"));
        }
    }

    /** The target is null if it is known to the proxy alone. */
    private static void observe(String kind, Deposits proxy, Object target) {
        System.out.println(kind);
        Events.of(proxy::deposit)
                .completed()
                .connect(data -> System.out.println("  one " + data.result() + " " + (data.target() == target)));
        Attributes.of(Savings.class, "balance")
                .bind(proxy)
                .assigned()
                .connect(change -> System.out.println("  balance " + change.newValue()));
        if (proxy instanceof Savings) {
            Events.of(proxy.getClass(), "deposit").bind(proxy).exited().connect(data -> System.out.println("  exited"));
            Attributes.of(proxy.getClass(), "balance")
                    .bind(proxy)
                    .assigned()
                    .connect(change -> System.out.println("  from " + change.oldValue()));
        }
        proxy.deposit(5);
        new Savings().deposit(7);
    }

    private static Object proxy(Savings target, boolean ofClass) {
        ProxyFactory factory = new ProxyFactory(target);
        factory.setProxyTargetClass(ofClass);
        return factory.getProxy();
    }

    private static Savings enhanced() {
        Enhancer enhancer = new Enhancer();
        enhancer.setSuperclass(Savings.class);
        enhancer.setCallback(
                (MethodInterceptor) (object, method, arguments, call) -> call.invokeSuper(object, arguments));
        return (Savings) enhancer.create();
    }

    private static Savings generated() throws ReflectiveOperationException {
        return new ByteBuddy()
                .subclass(Savings.class)
                .name(Savings.class.getName() + "$ByteBuddy$1")
                .method(ElementMatchers.named("deposit"))
                .intercept(SuperMethodCall.INSTANCE)
                .make()
                .load(Savings.class.getClassLoader())
                .getLoaded()
                .getDeclaredConstructor()
                .newInstance();
    }
}
