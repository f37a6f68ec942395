package dev.observatory.machine;

/** Every state; what a state says itself goes before. */
final class AnyState implements TransitionSource {
    @Override
    public String toString() {
        return "any";
    }
}
