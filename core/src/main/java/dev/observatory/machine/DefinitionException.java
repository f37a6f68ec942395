package dev.observatory.machine;

import java.util.List;

/** Thrown if a definition is invalid; reports everything that is wrong with it. */
public final class DefinitionException extends MachineException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    DefinitionException(String machine, List<String> problems) {
        super("Machine [" + machine + "] cannot be used: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * Returns everything that is wrong with the definition.
     *
     * @return one sentence for each problem
     */
    public List<String> problems() {
        return problems == null ? List.of() : problems;
    }
}
