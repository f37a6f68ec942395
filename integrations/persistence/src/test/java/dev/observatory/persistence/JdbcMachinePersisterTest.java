package dev.observatory.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots in a table of H2, and the SQL for PostgreSQL. */
class JdbcMachinePersisterTest extends PersisterContract {
    private final H2 database = new H2();
    private final JdbcMachinePersister jdbc = JdbcMachinePersister.of(database.pool, SqlDialect.STANDARD);

    @Override
    MachinePersister create() throws SQLException {
        database.execute(jdbc.createTableStatement());
        return jdbc;
    }

    @AfterEach
    void closeDatabase() throws SQLException {
        database.close();
    }

    @Test
    void theTableIsThatOfTheDialect() {
        assertThat(jdbc.createTableStatement())
                .isEqualTo("CREATE TABLE \"machine_snapshots\" (\"machine_key\" VARCHAR(255) NOT NULL PRIMARY KEY,"
                        + " \"version\" BIGINT NOT NULL, \"snapshot\" CHARACTER LARGE OBJECT NOT NULL)");
        assertThat(JdbcMachinePersister.of(database.pool, SqlDialect.POSTGRESQL)
                        .table("shop", "orders")
                        .createTableStatement())
                .isEqualTo(
                        "CREATE TABLE IF NOT EXISTS \"shop\".\"orders\" (\"machine_key\" VARCHAR(255) NOT NULL PRIMARY KEY,"
                                + " \"version\" BIGINT NOT NULL, \"snapshot\" TEXT NOT NULL)");
    }

    @Test
    void theStatementsOfPostgresql() {
        SnapshotTable table = SnapshotTable.of(SqlDialect.POSTGRESQL, "orders");

        assertThat(table.select())
                .isEqualTo("SELECT \"version\", \"snapshot\" FROM \"orders\" WHERE \"machine_key\" = ?");
        assertThat(table.insert())
                .isEqualTo("INSERT INTO \"orders\" (\"snapshot\", \"version\", \"machine_key\") VALUES (?, ?, ?)"
                        + " ON CONFLICT DO NOTHING");
        assertThat(table.update())
                .isEqualTo("UPDATE \"orders\" SET \"snapshot\" = ?, \"version\" = ? WHERE \"machine_key\" = ?"
                        + " AND \"version\" = ?");
        assertThat(table.delete()).isEqualTo("DELETE FROM \"orders\" WHERE \"machine_key\" = ? AND \"version\" = ?");
    }

    @Test
    void theStatementsOfPostgresqlRunInItsModeOfH2() throws SQLException {
        JdbcMachinePersister orders =
                JdbcMachinePersister.of(database.pool, SqlDialect.POSTGRESQL).table("orders");
        database.execute("SET MODE PostgreSQL");
        database.execute(orders.createTableStatement());
        database.execute(orders.createTableStatement());

        orders.save("a", OPEN, 0);
        orders.save("a", PAID, 1);

        assertThatExceptionOfType(SnapshotConflictException.class)
                .isThrownBy(() -> orders.save("a", OPEN, 0))
                .withMessage(
                        "Machine [a] has version [2], but was expected to be new; load it again and repeat the change");
        assertThat(orders.load("a")).contains(new StoredSnapshot("a", 2, PAID));
    }

    @Test
    void tablesAndSchemasOfAnyCaseAreSeparate() throws SQLException {
        database.execute("CREATE SCHEMA \"Shop\"");
        JdbcMachinePersister orders = jdbc.table("Shop", "Select"), others = jdbc.table("select");
        database.execute(orders.createTableStatement());
        database.execute(others.createTableStatement());

        orders.save("a", PAID, 0);

        assertThat(orders.load("a")).isPresent();
        assertThat(others.load("a")).isEmpty();
        assertThat(orders).hasToString("persister in table [\"Shop\".\"Select\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a\"b",
                "a;DROP TABLE x",
                "x\" (y INT); --",
                "a.b",
                "1st",
                "grün",
                "a\0",
                "'",
                "a-b",
                "a\n"
            })
    void namesThatNeedMoreThanQuotationMarksAreRejected(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> jdbc.table(name))
                .withMessage("table [" + name
                        + "] must consist of 1 to 63 letters A to Z, digits and underscores, and not begin with a digit; it is"
                        + " written in quotation marks, which keeps its case");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> jdbc.table(name, "orders"))
                .withMessageStartingWith("schema [" + name + "] must");
        assertThatIllegalArgumentException().isThrownBy(() -> jdbc.table("orders", name));
        assertThatIllegalArgumentException().isThrownBy(() -> jdbc.table("t".repeat(64)));
    }

    @Test
    void aMissingTableIsReportedWithTheWayToCreateIt() {
        assertThatExceptionOfType(PersistenceException.class)
                .isThrownBy(() -> jdbc.table("missing").load("a"))
                .withMessageStartingWith(
                        "Machine [a] cannot be loaded in table [\"missing\"]: Table \"missing\" not found")
                .withMessageEndingWith("; createTableStatement() returns the table that is expected")
                .withCauseInstanceOf(SQLException.class);
    }

    @Test
    void whatIsNoSnapshotIsReportedWithItsKey() throws SQLException {
        database.execute("INSERT INTO \"machine_snapshots\" VALUES ('a', 1, '{\"version\":1}'), ('b', 0, '{}')");

        assertThatExceptionOfType(SnapshotFormatException.class)
                .isThrownBy(() -> jdbc.load("a"))
                .withMessage(
                        "Snapshot of machine [a] in table [\"machine_snapshots\"] cannot be read: its member [definition] is"
                                + " missing");
        assertThatExceptionOfType(SnapshotFormatException.class)
                .isThrownBy(() -> jdbc.load("b"))
                .withMessageEndingWith("its column [version] is [0] and should be positive");
    }

    @Test
    void aConstraintOfTheApplicationIsNoConflict() throws SQLException {
        database.execute("ALTER TABLE \"machine_snapshots\" ADD CHECK (\"machine_key\" LIKE 'order-%')");

        assertThatExceptionOfType(PersistenceException.class)
                .isThrownBy(() -> jdbc.save("a", OPEN, 0))
                .isNotInstanceOf(SnapshotConflictException.class)
                .withMessageStartingWith("Machine [a] cannot be saved in table");
    }

    @Test
    void aMachineIsSavedTogetherWithOtherRowsOrNotAtAll() throws SQLException {
        database.execute("CREATE TABLE payments (amount INT)");
        try (Connection connection = database.pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO payments VALUES (12)");
            jdbc.within(connection).save("a", OPEN, 0);

            assertThat(jdbc.within(connection).load("a")).isPresent();
            connection.rollback();
            assertThat(jdbc.load("a")).isEmpty();

            statement.execute("INSERT INTO payments VALUES (13)");
            jdbc.within(connection).save("a", PAID, 0);
            connection.commit();
        }

        assertThat(jdbc.load("a")).contains(new StoredSnapshot("a", 1, PAID));
        assertThat(database.count("SELECT SUM(amount) FROM payments")).isEqualTo(13);
    }

    @Test
    void aSaverWaitsForAnOpenTransactionAndThenFindsTheConflict() throws Exception {
        jdbc.save("a", OPEN, 0);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Connection connection = database.pool.getConnection()) {
            connection.setAutoCommit(false);
            jdbc.within(connection).save("a", PAID, 1);

            Future<Long> waiting = other.submit(() -> jdbc.save("a", OPEN, 1));
            assertThat(jdbc.load("a")).contains(new StoredSnapshot("a", 1, OPEN));
            connection.commit();

            assertThat(waiting)
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withCauseInstanceOf(SnapshotConflictException.class);
        } finally {
            other.shutdownNow();
        }
        assertThat(jdbc.load("a")).contains(new StoredSnapshot("a", 2, PAID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prepareStatement", "commit"})
    void aTransactionThatTheDatabaseGivesUpIsAConflict(String when) {
        for (long version = 0; version < 3; version++) {
            jdbc.save("a", OPEN, version);
        }
        JdbcMachinePersister strict = JdbcMachinePersister.of(
                database.withoutAutoCommit(method -> {
                    if (method.equals(when)) {
                        throw new SQLException("could not serialize access due to concurrent update", "40001");
                    }
                }),
                SqlDialect.STANDARD);

        assertThatExceptionOfType(SnapshotConflictException.class)
                .isThrownBy(() -> strict.save("a", OPEN, 3))
                .withMessage(
                        "Machine [a] has been changed by another transaction, but version [3] was expected; load it again"
                                + " and repeat the change")
                .satisfies(conflict -> assertThat(conflict.storedVersion()).isEmpty())
                .withCauseInstanceOf(SQLException.class);
    }
}
