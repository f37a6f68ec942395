package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@SuppressWarnings("StringConstructor")
class CallAttachmentsTest {
    private final CallAttachments notes = new CallAttachments();

    @Test
    void eachObserverFindsWhatItKeptAndNothingElse() {
        Object first = new Object();
        Object second = new Object();

        notes.keep(first, "a");
        notes.keep(second, "b");
        notes.keep(first, "c");

        assertThat(notes.kept(first)).isEqualTo("c");
        assertThat(notes.kept(second)).isEqualTo("b");
        assertThat(notes.kept(new Object())).isNull();
    }

    @Test
    void observersAreDistinguishedByIdentity() {
        notes.keep(new String("same"), "a");

        assertThat(notes.kept(new String("same"))).isNull();
    }
}
