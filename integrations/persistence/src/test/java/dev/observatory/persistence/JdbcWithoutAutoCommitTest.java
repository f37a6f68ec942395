package dev.observatory.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a pool whose connections do not commit by themselves. */
class JdbcWithoutAutoCommitTest extends PersisterContract {
    private final H2 database = new H2();
    private String failing = "none";
    private final JdbcMachinePersister jdbc = JdbcMachinePersister.of(
            database.withoutAutoCommit(method -> {
                if (method.equals(failing)) {
                    throw new SQLException("connection lost");
                }
            }),
            SqlDialect.STANDARD);

    @Override
    MachinePersister create() throws SQLException {
        database.execute(jdbc.createTableStatement());
        return jdbc;
    }

    @AfterEach
    void closeDatabase() throws SQLException {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prepareStatement", "commit"})
    void whatFailsLeavesTheVersionThatWasThere(String method) {
        jdbc.save("a", OPEN, 0);
        failing = method;

        assertThatExceptionOfType(PersistenceException.class)
                .isThrownBy(() -> jdbc.save("a", PAID, 1))
                .withMessageContaining("connection lost");
        failing = "none";

        assertThat(jdbc.load("a")).contains(new StoredSnapshot("a", 1, OPEN));
        assertThat(jdbc.save("a", PAID, 1)).isEqualTo(2);
    }

    @Test
    void theFailureToRollBackDoesNotHideTheFirstOne() {
        jdbc.save("a", OPEN, 0);
        failing = "rollback";

        assertThatExceptionOfType(SnapshotConflictException.class)
                .isThrownBy(() -> jdbc.save("a", PAID, 7))
                .satisfies(conflict -> assertThat(conflict.getSuppressed()).hasSize(1));
    }
}
