package dev.observatory.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.bytecode.MemberDemand;
import dev.observatory.agent.match.MemberSelection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WovenClassRegistryTest {
    private static final Class<?> TYPE = WovenClassRegistryTest.class;
    private static final ClassLoader LOADER = TYPE.getClassLoader();
    private static final String NAME = TYPE.getName().replace('.', '/');
    private static final String ONE = "one()V";
    private static final String TWO = "two()V";

    private final WovenClassRegistry registry = new WovenClassRegistry();

    private Set<String> demanded() {
        return registry.beginWeaving(LOADER, NAME, MemberSelection.NONE).members();
    }

    @Test
    void aMemberCountsAsWovenOnceAWeavingThatHasSeenItIsFinished() {
        assertThat(registry.observe(LOADER, NAME, ONE)).isFalse();

        assertThat(demanded()).containsExactly(ONE);
        assertThat(registry.observe(LOADER, NAME, ONE)).as("being woven").isFalse();
        registry.setWoven(LOADER, NAME, List.of(ONE));

        assertThat(registry.observe(LOADER, NAME, ONE)).isTrue();
        assertThat(registry.observe(LOADER, NAME, TWO)).isFalse();
        assertThat(registry.wovenMembers(TYPE)).containsExactly(ONE);
    }

    @Test
    void aMemberThatIsObservedAgainMeanwhileIsKept() {
        registry.observe(LOADER, NAME, ONE);
        registry.observe(LOADER, NAME, TWO);

        registry.unobserve(LOADER, NAME, List.of(ONE, TWO), member -> member.equals(TWO));

        assertThat(demanded()).containsExactly(TWO);
    }

    @Test
    void aClassWithoutObserversIsForgottenWhenItsCodeIsRestored() {
        registry.observe(LOADER, NAME, ONE);
        demanded();
        registry.setWoven(LOADER, NAME, List.of(ONE));
        assertThat(registry.among(new Class<?>[] {TYPE, String.class})).containsExactly(TYPE);

        registry.unobserve(LOADER, NAME, List.of(ONE), member -> false);
        assertThat(registry.isAnyObserved(LOADER, NAME)).isFalse();
        registry.setWoven(LOADER, NAME, null);

        assertThat(registry.among(new Class<?>[] {TYPE})).isEmpty();
        assertThat(registry.observe(LOADER, NAME, ONE)).isFalse();
    }

    @Test
    void looksAreCountedInSuccession() {
        registry.observe(LOADER, NAME, ONE);

        assertThat(registry.countLook(TYPE, true)).isEqualTo(1);
        assertThat(registry.countLook(TYPE, true)).isEqualTo(2);
        registry.observe(LOADER, NAME, ONE);
        assertThat(registry.countLook(TYPE, true)).as("observed in between").isEqualTo(1);
        assertThat(registry.countLook(TYPE, false)).isZero();
    }

    @Test
    void aWhollyObservedClassHasAllEventsWovenUntilTheyAreUnobserved() {
        registry.observeWholly(LOADER, NAME);

        assertThat(registry.isAnyObserved(LOADER, NAME)).isTrue();
        assertThat(registry.beginWeaving(LOADER, NAME, MemberSelection.NONE).events())
                .isTrue();
        registry.setWoven(LOADER, NAME, List.of(ONE, TWO));
        assertThat(registry.observe(LOADER, NAME, TWO)).isTrue();

        registry.unobserve(LOADER, NAME, List.of(ONE), member -> false);
        assertThat(registry.beginWeaving(LOADER, NAME, MemberSelection.NONE).events())
                .isFalse();
        assertThat(demanded()).containsExactly(TWO);
    }

    @Test
    void aClassIsWhollyWovenIfAllThatIsObservedWasObservedWhenItWasWoven() {
        registry.observeEvents(true);
        MemberDemand events = registry.beginWeaving(LOADER, NAME, MemberSelection.NONE);
        registry.setWoven(LOADER, NAME, List.of(ONE), events);
        assertThat(registry.isWhollyWoven(TYPE)).isTrue();

        registry.observeAttributes(true);
        assertThat(registry.isWhollyWoven(TYPE)).isFalse();

        MemberDemand all = registry.beginWeaving(LOADER, NAME, MemberSelection.NONE);
        assertThat(registry.isWhollyWoven(TYPE)).as("being woven").isFalse();
        registry.setWoven(LOADER, NAME, List.of(ONE), all);
        assertThat(registry.isWhollyWoven(TYPE)).isTrue();

        registry.setWoven(LOADER, NAME, null);
        assertThat(registry.isWhollyWoven(TYPE)).isFalse();
    }

    @Test
    void aPermanentlyWovenClassHasNothingToRestore() {
        registry.setPermanent(LOADER, NAME, true);
        registry.setWoven(LOADER, NAME, List.of(ONE));

        assertThat(registry.isPermanent(TYPE)).isTrue();
        assertThat(registry.areAllWritesWoven(TYPE)).isTrue();
        assertThat(registry.revocableMembers(TYPE)).isEmpty();
    }
}
