package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories of states that have never been left leave no more than they do later. */
@SuppressWarnings("UnusedVariable") // read by the library
class HistoryTest {

    /** A player whose sound and picture are independent. */
    private static final class Player extends Machine {
        final State player = initial("PLAYER").parallel(), off = state("OFF");
        final State sound = player.state("SOUND"), picture = player.state("PICTURE");
        final State quiet = sound.initial("QUIET"), loud = sound.state("LOUD");
        final State small = picture.initial("SMALL"), large = picture.state("LARGE");
        final Trigger louder = trigger("louder", quiet.to(loud));
        final Trigger larger = trigger("larger", small.to(large));
        final Trigger resume, stop, start;

        Player(boolean deep) {
            resume = trigger("resume", sound.to(deep ? sound.deepHistory() : sound.history()));
            stop = trigger("stop", player.to(off));
            start = trigger("start", off.to(deep ? player.deepHistory() : player.history()));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRegionsFirstHistoryKeepsTheOtherRegion(boolean deep) {
        Player player = new Player(deep);
        player.louder.fire();
        player.larger.fire();
        List<Object> entered = new ArrayList<>();
        player.updated().connect(t -> entered.add(t.to()));

        player.resume.fire();
        player.resume.fire();

        assertThat(player.activeStates())
                .containsExactly(player.player, player.sound, player.loud, player.picture, player.large);
        assertThat(entered).containsExactly(player.loud, player.loud);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theHistoryOfAStateWithRegionsEndsInTheStateThatContainsThem(boolean deep) {
        Player player = new Player(deep);
        player.louder.fire();
        player.stop.fire();
        List<Transition> taken = new ArrayList<>();
        player.updated().connect(taken::add);

        player.start.fire();

        assertThat(player.activeStates()).contains(deep ? player.loud : player.quiet, player.small);
        assertThat(taken).singleElement().returns(player.player, Transition::to);
    }
}
