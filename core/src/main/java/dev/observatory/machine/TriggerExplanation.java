package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Why a trigger can fire or cannot, at one moment. As text, one sentence that says so.
 *
 * @param trigger its name
 * @param state where the machine is
 * @param ways where the trigger could lead from here, in the order in which they are tried
 * @param firesFrom all states that the trigger leads out of, whatever the guards say
 */
public record TriggerExplanation(String trigger, String state, List<Way> ways, List<String> firesFrom) {

    /**
     * Copies the lists.
     *
     * @param trigger its name
     * @param state where the machine is
     * @param ways where it could lead
     * @param firesFrom where it could fire
     */
    public TriggerExplanation {
        requireNonNull(trigger, "trigger");
        requireNonNull(state, "state");
        ways = List.copyOf(requireNonNull(ways, "ways"));
        firesFrom = List.copyOf(requireNonNull(firesFrom, "firesFrom"));
    }

    /**
     * One transition that answers the trigger.
     *
     * @param from the state that it was declared for
     * @param to where it leads
     * @param refusedBy names of the guards that refuse now, all of them, not only the first
     * @param dependsOn names of the guards that can only be asked with a payload
     */
    public record Way(String from, String to, List<String> refusedBy, List<String> dependsOn) {

        /**
         * Copies the lists.
         *
         * @param from where it starts
         * @param to where it leads
         * @param refusedBy guards that refuse
         * @param dependsOn guards that could not be asked
         */
        public Way {
            requireNonNull(from, "from");
            requireNonNull(to, "to");
            refusedBy = List.copyOf(requireNonNull(refusedBy, "refusedBy"));
            dependsOn = List.copyOf(requireNonNull(dependsOn, "dependsOn"));
        }
    }

    /**
     * Whether the trigger can fire.
     *
     * @return true if no guard refuses some way; those that need a payload may still do so
     */
    public boolean isReady() {
        return ways.stream().anyMatch(way -> way.refusedBy().isEmpty());
    }

    @Override
    public String toString() {
        String start = "Trigger [" + trigger + "] ";
        for (Way way : ways) {
            if (way.refusedBy().isEmpty()) {
                String asks = way.dependsOn().isEmpty() ? "" : " if its payload passes " + way.dependsOn();
                return start + "can fire from state [" + state + "] to [" + way.to() + "]" + asks;
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
