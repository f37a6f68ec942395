package dev.observatory.agent.value;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which parts of a method are secret by annotation or by the method's name: the indices of its parameters, and {@link
 * #RESULT}. Computed once per method and kept by its class.
 */
final class SecretParameters extends ClassValue<Map<Executable, Set<Integer>>> {
    static final int RESULT = -1;

    private final RedactionRules redaction;

    SecretParameters(RedactionRules redaction) {
        this.redaction = redaction;
    }

    @Override
    protected Map<Executable, Set<Integer>> computeValue(Class<?> type) {
        return new ConcurrentHashMap<>();
    }

    Set<Integer> of(Executable action) {
        Map<Executable, Set<Integer>> known = get(action.getDeclaringClass());
        Set<Integer> found = known.get(action);
        if (found == null) {
            found = find(action);
            known.put(action, found);
        }
        return found;
    }

    private Set<Integer> find(Executable action) {
        Set<Integer> secret = new HashSet<>();
        boolean hasSecretArguments = action instanceof Method && redaction.hasSecretArguments(action.getName());
        for (int parameter = 0; parameter < action.getParameterCount(); parameter++) {
            boolean isSecret = hasSecretArguments && action.getParameterTypes()[parameter] != boolean.class;
            if (isSecret || RedactedAnnotations.isOnParameter(action, parameter)) {
                secret.add(parameter);
            }
        }
        // The result of a constructor has the name of its class, and is redacted by an annotation of the class.
        boolean isNamed = action instanceof Method && redaction.isSecret(action.getName());
        if (isNamed || RedactedAnnotations.isOn(action)) {
            secret.add(RESULT);
        }
        return secret;
    }
}
