package dev.observatory.persistence;

import dev.observatory.machine.MachineSnapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The statements on one table. Each is a single one, so that it takes effect as a whole; none begins or ends a transaction. */
final class SnapshotTable {
    /** What every database accepts in quotation marks, in no more characters than PostgreSQL keeps. */
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    // Classes of SQLSTATE.
    private static final String ROLLED_BACK = "40";
    private static final String VIOLATED_CONSTRAINT = "23";

    private final SqlDialect dialect;
    private final String name;

    private SnapshotTable(SqlDialect dialect, String name) {
        this.dialect = dialect;
        this.name = name;
    }

    static SnapshotTable of(SqlDialect dialect, String table) {
        return new SnapshotTable(dialect, quoted("table", table));
    }

    static SnapshotTable of(SqlDialect dialect, String schema, String table) {
        return new SnapshotTable(dialect, quoted("schema", schema) + "." + quoted("table", table));
    }

    private static String quoted(String kind, String identifier) {
        if (!IDENTIFIER.matcher(identifier).matches()) {
            throw new IllegalArgumentException(kind + " [" + identifier
                    + "] must consist of 1 to 63 letters A to Z, digits and underscores, and not begin with a digit; it is written"
                    + " in quotation marks, which keeps its case");
        }
        return '"' + identifier + '"';
    }

    String create() {
        return dialect.createTable + name + " (\"machine_key\" VARCHAR(" + PersisterArguments.MAX_KEY_LENGTH
                + ") NOT NULL PRIMARY KEY, \"version\" BIGINT NOT NULL, \"snapshot\" " + dialect.textType
                + " NOT NULL)";
    }

    String select() {
        return "SELECT \"version\", \"snapshot\" FROM " + name + " WHERE \"machine_key\" = ?";
    }

    private String selectVersion() {
        return "SELECT \"version\" FROM " + name + " WHERE \"machine_key\" = ?";
    }

    String insert() {
        return "INSERT INTO " + name + " (\"snapshot\", \"version\", \"machine_key\") VALUES (?, ?, ?)"
                + dialect.afterInsert;
    }

    String update() {
        return "UPDATE " + name
                + " SET \"snapshot\" = ?, \"version\" = ? WHERE \"machine_key\" = ? AND \"version\" = ?";
    }

    String delete() {
        return "DELETE FROM " + name + " WHERE \"machine_key\" = ? AND \"version\" = ?";
    }

    Optional<StoredSnapshot> load(Connection connection, String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(select())) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(stored(key, row.getLong(1), row.getString(2))) : Optional.empty();
            }
        }
    }

    private StoredSnapshot stored(String key, long version, String text) {
        try {
            if (version <= MachinePersister.NOT_STORED) {
                throw new SnapshotFormatException(
                        "its column [version] is [" + version + "] and should be positive", null);
            }
            return new StoredSnapshot(key, version, SnapshotJson.read(text));
        } catch (SnapshotFormatException invalid) {
            throw invalid.of(key, this);
        }
    }

    long save(Connection connection, String key, MachineSnapshot snapshot, long version) throws SQLException {
        boolean isNew = version == MachinePersister.NOT_STORED;
        try (PreparedStatement write = connection.prepareStatement(isNew ? insert() : update())) {
            write.setString(1, SnapshotJson.write(snapshot));
            write.setLong(2, version + 1);
            write.setString(3, key);
            if (!isNew) {
                write.setLong(4, version);
            }
            requireOne(connection, key, version, write);
        }
        return version + 1;
    }

    void delete(Connection connection, String key, long version) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(delete())) {
            delete.setString(1, key);
            delete.setLong(2, version);
            requireOne(connection, key, version, delete);
        }
    }

    private void requireOne(Connection connection, String key, long version, PreparedStatement change)
            throws SQLException {
        int rows;
        try {
            rows = change.executeUpdate();
        } catch (SQLException failure) {
            if (isOf(failure, VIOLATED_CONSTRAINT) && isStored(connection, key)) {
                throw SnapshotConflictException.detected(key, version, failure);
            }
            throw failure;
        }
        if (rows == 0) {
            throw new SnapshotConflictException(key, version, storedVersion(connection, key));
        }
    }

    /** Returns whether the database has given up a transaction that it cannot execute as if it were alone. */
    static boolean isRolledBack(SQLException failure) {
        return isOf(failure, ROLLED_BACK);
    }

    private static boolean isOf(SQLException failure, String stateClass) {
        String state = failure.getSQLState();
        return state != null && state.startsWith(stateClass);
    }

    /** Returns whether a violated constraint is that of the key, rather than one that was added to the table. */
    private boolean isStored(Connection connection, String key) {
        try {
            return storedVersion(connection, key) != MachinePersister.NOT_STORED;
        } catch (SQLException aborted) {
            return true; // some databases execute nothing more in the transaction
        }
    }

    private long storedVersion(Connection connection, String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(selectVersion())) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : MachinePersister.NOT_STORED;
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
