package dev.observatory.machine;

import java.util.List;

/** A definition is wrong; tells all that is wrong with it at once. */
public final class DefinitionException extends MachineException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    DefinitionException(String machine, List<String> problems) {
        super("Machine [" + machine + "] cannot be used: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * What is wrong.
     *
     * @return one sentence for each problem
     */
    public List<String> problems() {
        return problems == null ? List.of() : problems;
    }
}
