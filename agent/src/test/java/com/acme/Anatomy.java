package com.acme;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;

/** Prints everything that a program can find out about the {@link Specimens}. */
@SuppressWarnings({"deprecation", "serial"})
public final class Anatomy {
    private static final List<String> REPORT = new ArrayList<>();

    private Anatomy() {}

    public static void main(String[] args) throws Exception {
        int[] emissions = args.length == 0 ? new int[1] : Recorder.countAll();
        for (Class<?> type : Specimens.class.getDeclaredClasses()) {
            describe(type);
        }
        describe(Specimens.Account.Auditor.class);
        describe(Specimens.Mood.GOOD.getClass());
        serialize(new Specimens.Account("me"));
        serialize(new Specimens.Circle(2, new ArrayList<>(List.of("a", "b"))));
        serialize(Specimens.Mood.BAD);
        behave();
        REPORT.stream().sorted().forEach(System.out::println);
        System.err.println(emissions[0] > 20 ? "observed" : "unobserved");
    }

    private static void describe(Class<?> type) {
        String name = type.getName();
        line(name, "is", type.toGenericString(), annotations(type));
        line(name, "super", annotated(type.getAnnotatedSuperclass()), annotated(type.getAnnotatedInterfaces()));
        line(name, "nest", type.getNestHost(), type.getNestMembers());
        line(name, "outer", type.getEnclosingClass(), type.getEnclosingMethod(), type.getDeclaredClasses());
        line(name, "permits", (Object) type.getPermittedSubclasses());
        if (type.isRecord()) {
            for (RecordComponent part : type.getRecordComponents()) {
                line(name, "component", part, annotated(part.getAnnotatedType()), annotations(part));
            }
        }
        for (Field field : type.getDeclaredFields()) {
            line(name, "field", field.toGenericString(), annotated(field.getAnnotatedType()), annotations(field));
        }
        for (Executable constructor : type.getDeclaredConstructors()) {
            describe(name, constructor);
        }
        for (Method method : type.getDeclaredMethods()) {
            describe(name, method);
        }
        ObjectStreamClass stream = ObjectStreamClass.lookup(type);
        line(name, "serial", stream == null ? "no" : stream.getSerialVersionUID() + " " + list(stream.getFields()));
    }

    private static void describe(String name, Executable member) {
        line(name, "member", member.toGenericString(), member.getModifiers(), annotations(member));
        line(name, "types of " + member, annotated(member.getAnnotatedReturnType()));
        line(name, "throws of " + member, annotated(member.getAnnotatedExceptionTypes()));
        line(name, "receiver of " + member, annotated(member.getAnnotatedReceiverType()));
        for (Parameter parameter : member.getParameters()) {
            line(
                    name,
                    "parameter of " + member,
                    parameter,
                    parameter.isNamePresent(),
                    parameter.getModifiers(),
                    annotated(parameter.getAnnotatedType()),
                    annotations(parameter));
        }
    }

    private static void serialize(Serializable value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        line(value.getClass().getName(), "bytes", HexFormat.of().formatHex(bytes.toByteArray()));
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Object read = in.readObject();
            line(value.getClass().getName(), "read", value instanceof Specimens.Account || read.equals(value));
        }
    }

    private static void behave() throws Exception {
        Specimens.Account account = new Specimens.Account("me");
        List<Object> list = List.of();
        run("deposit", () -> account.deposit(5));
        run("deposit of a negative", () -> account.deposit(-5));
        run("audit", () -> account.new Auditor().audit());
        run("area", () -> new Specimens.Square(3).area());
        run("label", () -> new Specimens.Circle(1, List.of()).label());
        run("bad circle", () -> new Specimens.Circle(-1, List.of()));
        run("mood", () -> Specimens.Mood.of(1).level() + Specimens.Mood.of(0).level());
        run("find", () -> new Specimens.Names().find("key", 1, 2));
        run("get", () -> new Specimens.Names().get());
        run("prepared", () -> call(Specimens.Failing::prepared));
        run("nested", () -> new Specimens.Failing().nested(3));
        run("wrapped", () -> call(Specimens.Failing::wrapped));
        run("in lambda", () -> Specimens.Failing.inLambda(List.of(1, 0)));
        run("helpful", () -> Specimens.Failing.helpful(null, "x"));
        run("helpful about the other", () -> Specimens.Failing.helpful(new int[1], null));
        run("cast", () -> Specimens.Failing.cast("text"));
        run("stack", () -> list(Specimens.Failing.whoIsCalling()));
        run("caller", () -> Specimens.Failing.caller());
        run("same list", () -> Specimens.Failing.same(list) == list);
        run(
                "reflective",
                () -> Specimens.Failing.class.getDeclaredMethod("prepared").invoke(null));
        run("assignment to null", () -> {
            Specimens.Account none = account.balance > 0 ? null : account;
            none.balance = 1;
            return none;
        });
    }

    private interface Action {
        void run() throws Exception;
    }

    private static Object call(Action action) throws Exception {
        action.run();
        return null;
    }

    private static void run(String name, Callable<?> action) {
        try {
            line("call", name, action.call());
        } catch (Throwable thrown) {
            line("call", name, thrown == Specimens.PREPARED, trace(thrown));
        }
    }

    private static String trace(Throwable thrown) {
        StringBuilder trace = new StringBuilder().append(thrown);
        for (StackTraceElement frame : thrown.getStackTrace()) {
            // The JDK numbers its hidden classes and generated accessors in order of creation.
            if (frame.getClassName().startsWith("com.acme")) {
                trace.append(" < ").append(frame);
            }
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            trace.append(" suppressed ").append(trace(suppressed));
        }
        return thrown.getCause() == null
                ? trace.toString()
                : trace.append(" cause ").append(trace(thrown.getCause())).toString();
    }

    private static String annotations(AnnotatedElement element) {
        return list(Arrays.stream(element.getDeclaredAnnotations())
                .map(Anatomy::describe)
                .toArray());
    }

    /** The JVM chooses the order of an annotation's members, and may choose another one in each run. */
    private static String describe(Annotation annotation) {
        List<String> members = new ArrayList<>();
        for (Method member : annotation.annotationType().getDeclaredMethods()) {
            try {
                member.setAccessible(true);
                Object value = member.invoke(annotation);
                members.add(member.getName() + "=" + (value instanceof Object[] array ? list(array) : value));
            } catch (ReflectiveOperationException impossible) {
                throw new AssertionError(impossible);
            }
        }
        return annotation.annotationType().getName() + list(members.toArray());
    }

    private static String annotated(AnnotatedType... types) {
        List<String> all = new ArrayList<>();
        for (AnnotatedType type : types) {
            all.add(type == null ? "none" : type + " " + annotations(type));
        }
        return all.toString();
    }

    private static String list(Object[] values) {
        return Arrays.stream(values).map(String::valueOf).sorted().toList().toString();
    }

    private static void line(String... parts) {
        REPORT.add(String.join(" | ", parts));
    }

    private static void line(String owner, String what, Object... values) {
        List<String> parts = new ArrayList<>(List.of(owner, what));
        for (Object value : values) {
            parts.add(value instanceof Object[] array ? list(array) : String.valueOf(value));
        }
        line(parts.toArray(new String[0]));
    }
}
