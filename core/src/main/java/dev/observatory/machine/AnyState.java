package dev.observatory.machine;

/** Every state; what a state says itself goes before. */
final class AnyState implements Source {
    @Override
    public String toString() {
        return "any";
    }
}
