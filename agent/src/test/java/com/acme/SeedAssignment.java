package com.acme;

import dev.observatory.attribute.Attribute;
import dev.observatory.attribute.Attributes;
import dev.observatory.attribute.ObservableAttr;

/** The chapter "Assignment", with the values and the targets that the original did not support. */
public final class SeedAssignment {
    static class X {
        @ObservableAttr
        int attr = 5;

        @ObservableAttr
        String falsy = "";

        @ObservableAttr(changesOnly = true)
        int changing;

        @Override
        public boolean equals(Object other) {
            return other instanceof X;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    public static void main(String[] args) {
        X x = new X();
        X equal = new X();
        Attribute<Integer> attr = Attributes.of(X.class, "attr");

        attr.bind(x).assigned().connect(assignment -> System.out.println("new value is " + assignment.newValue()));

        x.attr = 10;
        equal.attr = 11;

        attr.assigned()
                .connect(assignment -> System.out.println(assignment.oldValue() + " -> " + assignment.newValue()
                        + ", stored " + ((X) assignment.target()).attr));
        attr.assigned().connect(assignment -> {
            throw new IllegalStateException("no veto");
        });
        Attributes.of(X.class, "falsy")
                .assigned()
                .connect(assignment ->
                        System.out.println("[" + assignment.oldValue() + "] -> [" + assignment.newValue() + "]"));
        Attributes.of(X.class, "changing")
                .assigned()
                .connect(assignment -> System.out.println("changed to " + assignment.newValue()));

        equal.attr = 12;
        x.falsy = null;
        x.falsy = "";
        x.changing = 0;
        x.changing = 1;
        x.changing = 1;
    }
}
