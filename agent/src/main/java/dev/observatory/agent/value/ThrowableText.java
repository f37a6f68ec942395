package dev.observatory.agent.value;

/**
 * What an exception says: its class, and its message if no code of the program makes that. Whether it does is found once per class
 * and kept by it.
 */
public final class ThrowableText extends ClassValue<Boolean> {
    private static final ThrowableText MESSAGES_OF_THE_JDK = new ThrowableText();

    private ThrowableText() {}

    public static String of(Throwable thrown) {
        String type = thrown.getClass().getName();
        if (!MESSAGES_OF_THE_JDK.get(thrown.getClass())) {
            return type + " (its message is made by code of the program)";
        }
        String message = thrown.getMessage();
        return message == null ? type : type + ": " + message;
    }

    @Override
    protected Boolean computeValue(Class<?> type) {
        try {
            return type.getMethod("getMessage").getDeclaringClass().getClassLoader() == null;
        } catch (ReflectiveOperationException | LinkageError unreadable) {
            return false;
        }
    }
}
