package dev.observatory.persistence;

import static java.util.Objects.requireNonNull;

import dev.observatory.machine.MachineSnapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps snapshots in a table of a database, one row for each machine, as {@linkplain SnapshotJson JSON}.
 *
 * <pre>{@code
 * JdbcMachinePersister orders = JdbcMachinePersister.of(dataSource, SqlDialect.POSTGRESQL).table("orders");
 * try (Connection connection = dataSource.getConnection()) {
 *     connection.createStatement().execute(orders.createTableStatement());
 * }
 * }</pre>
 *
 * <p><b>Transactions.</b> Each call gets a connection from the data source, executes one statement that changes something, and commits if
 * the connection does not do so by itself. {@link #within} instead uses a connection of the application and leaves the transaction to
 * it, so that a machine and other rows are saved together or not at all.
 *
 * <p><b>Conflicts.</b> The version is a condition of the statement that changes a row; whether a database detects a conflict
 * by the number of rows, a violated key or a failed serialization, it becomes a {@link SnapshotConflictException}.
 *
 * <p>Immutable and safe for use by multiple threads; methods that configure it return a changed copy. Names of tables are checked and
 * quoted, everything else is a parameter of a prepared statement.
 */
public final class JdbcMachinePersister implements MachinePersister {
    private static final String TABLE = "machine_snapshots";

    /** What is done with a connection. */
    @FunctionalInterface
    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private final @Nullable DataSource source;
    private final @Nullable Connection within;
    private final SqlDialect dialect;
    private final SnapshotTable table;

    private JdbcMachinePersister(
            @Nullable DataSource source, @Nullable Connection within, SqlDialect dialect, SnapshotTable table) {
        this.source = source;
        this.within = within;
        this.dialect = dialect;
        this.table = table;
    }

    /**
     * Returns a persister that uses the table {@code machine_snapshots}.
     *
     * @param source the database
     * @param dialect its SQL
     * @return a persister
     * @throws NullPointerException if an argument is null
     */
    public static JdbcMachinePersister of(DataSource source, SqlDialect dialect) {
        requireNonNull(source, "source");
        requireNonNull(dialect, "dialect");
        return new JdbcMachinePersister(source, null, dialect, SnapshotTable.of(dialect, TABLE));
    }

    /**
     * Returns a persister that uses another table.
     *
     * @param name the name of the table, which is quoted and keeps its case
     * @return a changed copy
     * @throws IllegalArgumentException if the name contains anything but letters, digits and underscores
     * @throws NullPointerException if {@code name} is null
     */
    public JdbcMachinePersister table(String name) {
        return new JdbcMachinePersister(
                source, within, dialect, SnapshotTable.of(dialect, requireNonNull(name, "name")));
    }

    /**
     * Returns a persister that uses another table.
     *
     * @param schema the name of the schema, which is quoted and keeps its case
     * @param name the name of the table, which is quoted and keeps its case
     * @return a changed copy
     * @throws IllegalArgumentException if a name contains anything but letters, digits and underscores
     * @throws NullPointerException if an argument is null
     */
    public JdbcMachinePersister table(String schema, String name) {
        requireNonNull(schema, "schema");
        requireNonNull(name, "name");
        return new JdbcMachinePersister(source, within, dialect, SnapshotTable.of(dialect, schema, name));
    }

    /**
     * Returns a persister that takes part in a transaction of the application: it uses one connection, and neither commits nor closes it.
     *
     * @param connection the connection, used by the threads that call the persister
     * @return a changed copy, to be used until the transaction ends
     * @throws NullPointerException if {@code connection} is null
     */
    public JdbcMachinePersister within(Connection connection) {
        return new JdbcMachinePersister(source, requireNonNull(connection, "connection"), dialect, table);
    }

    /**
     * Returns the statement that creates the table, for a migration tool or {@code Statement.execute}.
     *
     * @return SQL without a semicolon
     */
    public String createTableStatement() {
        return table.create();
    }

    @Override
    public Optional<StoredSnapshot> load(String key) {
        PersisterArguments.key(key);
        try {
            return execute(connection -> table.load(connection, key));
        } catch (SQLException failure) {
            throw failed("loaded", key, failure);
        }
    }

    @Override
    public long save(String key, MachineSnapshot snapshot, long version) {
        PersisterArguments.key(key);
        requireNonNull(snapshot, "snapshot");
        PersisterArguments.saved(version);
        return change("saved", key, version, connection -> table.save(connection, key, snapshot, version));
    }

    @Override
    public void delete(String key, long version) {
        PersisterArguments.key(key);
        PersisterArguments.deleted(version);
        change("deleted", key, version, connection -> {
            table.delete(connection, key, version);
            return version;
        });
    }

    private long change(String what, String key, long version, Work<Long> work) {
        try {
            return execute(work);
        } catch (SQLException failure) {
            // Some databases find the conflict only when a transaction ends.
            if (SnapshotTable.isRolledBack(failure)) {
                throw SnapshotConflictException.detected(key, version, failure);
            }
            throw failed(what, key, failure);
        }
    }

    private PersistenceException failed(String what, String key, SQLException failure) {
        return new PersistenceException(
                "Machine [" + key + "] cannot be " + what + " in table [" + table + "]: " + failure.getMessage()
                        + "; createTableStatement() returns the table that is expected",
                failure);
    }

    private <T> T execute(Work<T> work) throws SQLException {
        return within == null ? inItsOwnTransaction(work) : work.run(within);
    }

    private <T> T inItsOwnTransaction(Work<T> work) throws SQLException {
        try (Connection connection = requireNonNull(source).getConnection()) {
            boolean isTransaction = !connection.getAutoCommit();
            try {
                T result = work.run(connection);
                if (isTransaction) {
                    connection.commit();
                }
                return result;
            } catch (Throwable failure) {
                if (isTransaction) {
                    rollBack(connection, failure);
                }
                throw failure;
            }
        }
    }

    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException second) {
            failure.addSuppressed(second);
        }
    }

    @Override
    public String toString() {
        return "persister in table [" + table + "]";
    }
}
