package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An explanation of why a trigger can or cannot fire at one moment. Its {@code toString} is one sentence that explains
 * it.
 *
 * @param trigger its name
 * @param state the current state of the machine
 * @param ways its transitions from the current state, in the order in which they are tried
 * @param firesFrom all states from which the trigger has transitions, regardless of guards
 */
public record TriggerExplanation(String trigger, String state, List<Way> ways, List<String> firesFrom) {

    /**
     * Copies the lists.
     *
     * @param trigger its name
     * @param state the current state
     * @param ways its transitions from there
     * @param firesFrom the states from which it has transitions
     */
    public TriggerExplanation {
        requireNonNull(trigger, "trigger");
        requireNonNull(state, "state");
        ways = List.copyOf(requireNonNull(ways, "ways"));
        firesFrom = List.copyOf(requireNonNull(firesFrom, "firesFrom"));
    }

    /**
     * One transition of the trigger.
     *
     * @param from the state that it was declared for
     * @param to its target
     * @param refusedBy names of all guards that refuse now, not only the first
     * @param dependsOn names of the guards that can only be called with a payload
     */
    public record Way(String from, String to, List<String> refusedBy, List<String> dependsOn) {

        /**
         * Copies the lists.
         *
         * @param from its source
         * @param to its target
         * @param refusedBy guards that refuse
         * @param dependsOn guards that could not be called
         */
        public Way {
            requireNonNull(from, "from");
            requireNonNull(to, "to");
            refusedBy = List.copyOf(requireNonNull(refusedBy, "refusedBy"));
            dependsOn = List.copyOf(requireNonNull(dependsOn, "dependsOn"));
        }
    }

    /**
     * Returns whether the trigger can fire.
     *
     * @return true if no guard refuses some transition; guards that need a payload may still do so
     */
    public boolean isReady() {
        return ways.stream().anyMatch(way -> way.refusedBy().isEmpty());
    }

    @Override
    public String toString() {
        String start = "Trigger [" + trigger + "] ";
        for (Way way : ways) {
            if (way.refusedBy().isEmpty()) {
                String condition = way.dependsOn().isEmpty() ? "" : " if its payload passes " + way.dependsOn();
                return start + "can fire from state [" + state + "] to [" + way.to() + "]" + condition;
            }
        }
        if (ways.isEmpty()) {
            return start + "cannot fire from state [" + state + "]; it fires from " + firesFrom;
        }
        StringBuilder text = new StringBuilder(start + "cannot fire from state [" + state + "]:");
        for (Way way : ways) {
            text.append(" to [").append(way.to()).append("] refused by guard ").append(way.refusedBy());
        }
        return text.toString();
    }
}
